package io.crumbless.cli.command;

import io.crumbless.cli.render.Attempts;
import io.crumbless.cli.render.HistoryJson;
import io.crumbless.cli.render.PublishedSnapshots;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.ledger.RunAttempt.Published;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        header = "List the attempts to run a job.",
        description = {
            "Lists the attempts to run a job, newest first, each with time, business date, exit status and "
                    + "result.",
            "",
            "While a run holds the control database, it lists the published snapshots instead; in JSON, under "
                    + "the key snapshots instead of attempts.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless history jobs/nightly-profiles.yaml --limit 30")
final class HistoryCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The job file (default: jobs/nightly-profiles.yaml).")
    private @Nullable Path job;

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    HistoryCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --limit " + limit + ": it must be 1 or more");
        }
        JobFile jobFile = invocation.jobOrUsual(job);
        if (!ControlDatabase.exists(jobFile.control())) {
            printAttempts(jobFile, List.of());
            return 0;
        }
        try (ControlDatabase database = ControlDatabase.open(jobFile.control(), Duration.ZERO)) {
            boolean held = database.holder(jobFile.warehouse()).isPresent();
            printAttempts(
                    jobFile,
                    database.runs().history(jobFile.name(), limit).stream()
                            .map(attempt -> Attempts.asFound(attempt, held))
                            .toList());
        } catch (Failure failure) {
            if (failure.category() != ErrorCategory.BUSY) {
                throw failure;
            }
            invocation.terminal().err().println("crumbless: a run is in progress; these are the published snapshots");
            printSnapshots(jobFile);
        }
        return 0;
    }

    private void printAttempts(JobFile jobFile, List<RunAttempt> attempts) {
        if (json) {
            print(jobFile, "attempts", attempts.stream().map(HistoryJson::of).toList());
        } else {
            print(attempts(attempts), "no attempts yet");
        }
    }

    private void printSnapshots(JobFile jobFile) {
        List<PublishedSnapshots.Snapshot> snapshots =
                PublishedSnapshots.all(jobFile).stream().limit(limit).toList();
        if (json) {
            print(jobFile, "snapshots", snapshots.stream().map(HistoryJson::of).toList());
        } else {
            print(snapshots(snapshots), "no snapshots yet");
        }
    }

    private void print(JobFile jobFile, String key, List<Map<String, Object>> entries) {
        invocation
                .terminal()
                .out()
                .println(ResultJson.text(ResultJson.ordered("exit_code", 0, "job", jobFile.name(), key, entries)));
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
        return published.runId() + ", " + Quantity.of(published.profiles(), "profile") + ", "
                + Quantity.of(published.contactMoments(), "contact moment");
    }

    private static String reason(RunAttempt attempt) {
        String code =
                attempt.exitCode().isPresent() ? "code " + attempt.exitCode().getAsInt() + ": " : "";
        return code + attempt.message().lines().findFirst().orElse("");
    }

    private static List<List<String>> snapshots(List<PublishedSnapshots.Snapshot> snapshots) {
        return snapshots.stream()
                .map(snapshot -> List.of(
                        snapshot.runId(),
                        Quantity.of(snapshot.profiles(), "profile"),
                        Quantity.of(snapshot.contactMoments(), "contact moment")))
                .toList();
    }

    private void print(List<List<String>> rows, String otherwise) {
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        invocation.terminal().out().print(rows.isEmpty() ? otherwise + "\n" : text.toString());
    }
}
