package io.crumbless.night.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import io.crumbless.settings.yaml.Problems;
import io.crumbless.settings.yaml.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: others hear how a night ended, whatever it was, and nothing they do changes that. */
@Tag("unit")
class WatchedNightTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);

    @TempDir
    private Path folder;

    private JobFile job;
    private final List<EndedAttempt> heard = new ArrayList<>();

    @BeforeEach
    void layOut() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: nightly\npolicy: policy\nwarehouse: warehouse\n");
        job = JobFile.read(file);
    }

    private RunReport run(NightlyRun night, AttemptListener... more) {
        List<AttemptListener> listeners = new ArrayList<>(List.of(more));
        listeners.add(attempt -> {
            heard.add(attempt);
            return List.of();
        });
        return new WatchedNight(night, Clock.systemUTC(), listeners)
                .run(job, NIGHT, RunOptions.DEFAULTS, Progress.SILENT);
    }

    private RunReport report() {
        return new RunReport(
                job.name(),
                NIGHT,
                NIGHT + "-3f9c2a71d0b4",
                RunReport.Outcome.PUBLISHED,
                "snapshot",
                List.of(),
                List.of(new RunReport.BalanceLine("store", "statements", 1, Map.of("admitted", 1L))),
                1,
                0,
                List.of("first"),
                Duration.ZERO);
    }

    @Test
    void reportsANightThatPublished() {
        RunReport report = run((a, b, c, d) -> report());

        assertThat(heard).singleElement().satisfies(attempt -> {
            assertThat(attempt.exitCode()).isZero();
            assertThat(attempt.report()).contains(report());
        });
        assertThat(report.notices()).containsExactly("first");
    }

    @Test
    void reportsANightThatFailedAndTheStagesBeforeThat() {
        Failure failure = new Failure(ErrorCategory.INPUT, "Cannot");

        assertThatThrownBy(() -> run((job, date, options, progress) -> {
                    progress.stepStarted("strip legacy");
                    progress.stepFinished("strip legacy", List.of(), Duration.ofSeconds(3));
                    progress.stepStarted("merge profiles");
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(heard).singleElement().satisfies(attempt -> {
            assertThat(attempt.exitCode()).isEqualTo(4);
            assertThat(attempt.failure()).contains(failure);
            assertThat(attempt.steps()).extracting(RunReport.Step::name).containsExactly("strip legacy");
        });
    }

    @Test
    void aPolicyThatIsWrongIsForItsAuthor() {
        Problems problems = new Problems();
        problems.add(new SourcePosition("purposes.yaml", 1), "Missing purposes");

        assertThatThrownBy(() -> run((a, b, c, d) -> {
                    problems.throwIfAny("Cannot use policy");
                    return report();
                }))
                .isInstanceOf(RuntimeException.class);

        assertThat(heard).singleElement().extracting(EndedAttempt::exitCode).isEqualTo(3);
    }

    @Test
    void aDefectIsReportedAsOne() {
        assertThatThrownBy(() -> run((a, b, c, d) -> {
                    throw new IllegalStateException("C-1042");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(heard).singleElement().satisfies(attempt -> {
            assertThat(attempt.exitCode()).isEqualTo(70);
            assertThat(attempt.failure().orElseThrow()).hasMessage("Cannot finish the night: IllegalStateException");
        });
    }

    @Test
    void aWatcherThatFailsIsANoticeAndTheOthersAreCalledAllTheSame() {
        RunReport report = run((a, b, c, d) -> report(), attempt -> {
            throw new NoClassDefFoundError("x");
        });

        assertThat(report.notices())
                .containsExactly("first", "Cannot notify others of how the night ended: NoClassDefFoundError");
        assertThat(heard).hasSize(1);
    }

    /** A file that an interrupted thread writes is closed under it. */
    @Test
    void anInterruptDoesNotReachThemAndIsNotLost() {
        List<Boolean> interrupted = new ArrayList<>();

        assertThatThrownBy(() -> run(
                        (a, b, c, d) -> {
                            Thread.currentThread().interrupt();
                            throw new Stopped("Stopped");
                        },
                        attempt -> {
                            interrupted.add(Thread.currentThread().isInterrupted());
                            return List.of();
                        }))
                .isInstanceOf(Stopped.class);

        assertThat(interrupted).containsExactly(false);
        assertThat(Thread.interrupted()).isTrue();
    }
}
