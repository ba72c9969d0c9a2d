package io.crumbless.cli.command;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.RunReport.BalanceLine;
import io.crumbless.night.run.RunReport.Outcome;
import io.crumbless.night.run.RunReport.Step;
import io.crumbless.process.Failure;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A night without input: returns a given report, or throws a given exception. */
final class TestingNight implements NightlyRun {
    @Nullable
    LocalDate askedFor;

    @Nullable
    RunOptions options;

    @Nullable
    Supplier<Throwable> failing;

    Outcome outcome = Outcome.PUBLISHED;

    @Override
    public RunReport run(JobFile job, LocalDate businessDate, RunOptions options, Progress progress) {
        askedFor = businessDate;
        this.options = options;
        if (failing != null) {
            throwIt(failing.get());
        }
        List<Step> steps = List.of(
                new Step(
                        "strip legacy",
                        List.of(
                                new Count(31_204, "memberships"),
                                new Count(29_118, "inferred"),
                                new Count(0, "acquired"),
                                new Count(612, "unknown")),
                        Duration.ofMillis(412)),
                new Step(
                        "admit declarations",
                        List.of(
                                new Count(4_310, "statements"),
                                new Count(4_102, "admitted"),
                                new Count(208, "refused")),
                        Duration.ofMillis(206)),
                new Step("merge profiles", List.of(new Count(1_482, "subjects")), Duration.ofMillis(345)),
                new Step("audit", List.of(), Duration.ofMillis(120)));
        for (Step step : steps) {
            progress.stepStarted(step.name());
            progress.advanced(step.name(), 1, 2, "parts");
            progress.stepFinished(step.name(), step.counts(), step.took());
        }
        String runId = businessDate + "-3f9c2a71d0b4";
        return new RunReport(
                job.name(),
                businessDate,
                runId,
                outcome,
                job.warehouse().resolve("snapshots/" + runId).text(),
                steps,
                List.of(
                        new BalanceLine("dmp", "memberships", 31_204, Map.of("inferred", 29_118L, "unknown", 2_086L)),
                        new BalanceLine("store", "statements", 4_310, Map.of("admitted", 4_102L, "refused", 208L))),
                1_431,
                388,
                List.of("source survey delivered nothing"),
                Duration.ofMillis(1_234));
    }

    private static void throwIt(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new Failure(Failure.ErrorCategory.INTERNAL, "Cannot throw " + thrown);
    }
}
