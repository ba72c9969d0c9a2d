package io.crumbless.cli;

import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.run.AuditReport;
import io.crumbless.run.AuditReport.Check;
import io.crumbless.run.JobFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        header = "Check a published snapshot by reading it again.%n",
        description = {
            "Checks a published snapshot by reading its files again: that they are the ones that were published, that every"
                    + " value has a lineage that leads to a statement, that purposes bind, that the books close.",
        },
        footerHeading = "%nExamples:%n",
        footer = {"  crumbless audit", "  crumbless audit 2026-11-22-3f9c2a71d0b4 --job jobs/nightly-profiles.yaml"})
final class AuditCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "SNAPSHOT",
            description = "The run id of the snapshot. Without it, the current one.")
    private @Nullable String snapshot;

    @Option(names = "--job", paramLabel = "JOB", description = "The job file. Without it, jobs/nightly-profiles.yaml.")
    private @Nullable Path job;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    AuditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JobFile jobFile = session.jobOrUsual(job);
        String runId = snapshot == null ? current(jobFile) : snapshot;
        AuditReport report;
        try (LiveProgress progress = LiveProgress.on(session.terminal())) {
            report = session.parts().audit().get().audit(jobFile, runId, progress);
        }
        session.terminal().out().print(json ? ResultJson.text(object(report)) + "\n" : words(report));
        return report.passed() ? 0 : Actor.SUPPLIER.exitCode();
    }

    private static String current(JobFile jobFile) {
        return PublishedSnapshots.current(jobFile)
                .map(PublishedSnapshots.Snapshot::runId)
                .orElseThrow(() -> new Failure(
                        Actor.CALLER, "Cannot audit warehouse " + jobFile.warehouse() + ": nothing is published yet"));
    }

    private String words(AuditReport report) {
        List<List<String>> rows = new ArrayList<>();
        for (Check check : report.checks()) {
            rows.add(List.of(
                    "  " + check.name(),
                    Numbers.grouped(check.looked().number()),
                    check.looked().of(),
                    check.passed() ? "passed" : check.findings().size() + " findings"));
        }
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        for (Check check : report.checks()) {
            check.findings()
                    .forEach(finding ->
                            text.append("  finding: ").append(finding).append('\n'));
        }
        return text.append("audit ")
                .append(report.passed() ? "passed " : "failed ")
                .append(session.shown(report.snapshot()))
                .append('\n')
                .toString();
    }

    private static Object object(AuditReport report) {
        return ResultJson.ordered(
                "outcome", report.passed() ? "passed" : "failed",
                "exit_code", report.passed() ? 0 : Actor.SUPPLIER.exitCode(),
                "run_id", report.runId(),
                "snapshot", report.snapshot(),
                "checks",
                        report.checks().stream()
                                .map(check -> ResultJson.ordered(
                                        "check", check.name(),
                                        "looked_at", check.looked().number(),
                                        "of", check.looked().of(),
                                        "findings", check.findings()))
                                .toList());
    }
}
