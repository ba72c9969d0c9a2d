package io.crumbless.cli;

import io.crumbless.ledger.ControlDatabase;
import io.crumbless.ledger.RunAttempt;
import io.crumbless.ledger.RunAttempt.Published;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.run.JobFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        header = "List the attempts to run a job.%n",
        description = {
            "Lists the attempts to run a job, newest first: when, for which business date, how it ended, what came of it.",
            "",
            "While a run holds the control database, it lists the published snapshots instead.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless history jobs/nightly-profiles.yaml --limit 30")
final class HistoryCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "JOB",
            description = "The job file. Without it, jobs/nightly-profiles.yaml.")
    private @Nullable Path job;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most; without it, ${DEFAULT-VALUE}.")
    private int limit = 20;

    HistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new Failure(Actor.CALLER, "Invalid --limit " + limit + ": it must be 1 or more");
        }
        JobFile jobFile = session.jobOrUsual(job);
        if (!ControlDatabase.exists(jobFile.control())) {
            session.terminal().out().println("no attempts yet");
            return 0;
        }
        try (ControlDatabase database = ControlDatabase.open(jobFile.control(), Duration.ZERO)) {
            print(attempts(database.runs().history(jobFile.name(), limit)), "no attempts yet");
        } catch (Failure failure) {
            if (failure.actor() != Actor.BUSY) {
                throw failure;
            }
            session.terminal().err().println("crumbless: a run is in progress; these are the published snapshots");
            print(snapshots(jobFile), "no snapshots yet");
        }
        return 0;
    }

    private static List<List<String>> attempts(List<RunAttempt> attempts) {
        List<List<String>> rows = new ArrayList<>();
        for (RunAttempt attempt : attempts) {
            rows.add(List.of(
                    attempt.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                    attempt.businessDate().toString(),
                    attempt.status().word().replace('_', ' '),
                    attempt.endedAt()
                            .map(end -> Numbers.took(Duration.between(attempt.startedAt(), end)))
                            .orElse(""),
                    attempt.published().map(HistoryCommand::result).orElseGet(() -> reason(attempt))));
        }
        return rows;
    }

    private static String result(Published published) {
        return published.runId() + ", " + Numbers.grouped(published.profiles()) + " profiles, "
                + Numbers.grouped(published.contactMoments()) + " contact moments";
    }

    private static String reason(RunAttempt attempt) {
        String code =
                attempt.exitCode().isPresent() ? "code " + attempt.exitCode().getAsInt() + ": " : "";
        return code + attempt.message().lines().findFirst().orElse("");
    }

    private List<List<String>> snapshots(JobFile jobFile) {
        return PublishedSnapshots.all(jobFile).stream()
                .limit(limit)
                .map(snapshot -> List.of(
                        snapshot.runId(),
                        Numbers.grouped(snapshot.profiles()) + " profiles",
                        Numbers.grouped(snapshot.contactMoments()) + " contact moments"))
                .toList();
    }

    private void print(List<List<String>> rows, String otherwise) {
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        session.terminal().out().print(rows.isEmpty() ? otherwise + "\n" : text.toString());
    }
}
