package io.crumbless.cli.command;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.LocalRollback;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.Rollback;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        header = "Go back to an older snapshot without restoring what was deleted since.",
        description = {
            "Shows the differences, asks for confirmation, and publishes a new snapshot: the evidence log and "
                    + "the policy of the older one, with all withdrawals that were delivered since, without the people "
                    + "erased since, and without values that have expired since. A provided value is restored only if "
                    + "the current snapshot contains the same value: what an opt-out or another delivery removed stays "
                    + "out. The next run processes the deliveries of the undone nights again; if they were the problem, "
                    + "correct or remove them first. Each use is recorded.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless rollback --dry-run",
            "  crumbless history",
            "  crumbless rollback --to RUN_ID --yes --reason \"wrong export of the shop\"",
        })
final class RollbackCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private ChangeOptions change = new ChangeOptions();

    @Mixin
    private AccessOption access = new AccessOption();

    @Option(
            names = "--to",
            paramLabel = "SNAPSHOT",
            description = "The run id of the snapshot (default: the one before the current one).")
    private @Nullable String to;

    RollbackCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = change.job(invocation);
        access.requireReason(jobFile);
        List<Rollback> shown = new ArrayList<>();
        Optional<RunReport> report;
        try (LiveProgress progress = LiveProgress.on(invocation.terminal())) {
            report = roll(jobFile, shown, progress);
        }
        if (report.isPresent()) {
            NightMetrics.rolledBack(jobFile)
                    .forEach(notice -> invocation.terminal().err().println("crumbless: " + notice));
            invocation
                    .terminal()
                    .out()
                    .print(
                            change.json()
                                    ? ResultJson.of(report.get()) + "\n"
                                    : ResultTable.of(report.get(), invocation));
        } else if (change.json()) {
            invocation.terminal().out().print(ResultJson.text(object(shown.get(0))) + "\n");
        } else if (!change.dryRun()) {
            invocation.terminal().out().print("nothing was changed\n");
        }
        return 0;
    }

    private Optional<RunReport> roll(JobFile jobFile, List<Rollback> shown, Progress progress) {
        return new LocalRollback(
                        invocation.clock(),
                        Runtime.getRuntime().availableProcessors(),
                        new NightReportPage(),
                        engine.engine(jobFile))
                .run(
                        jobFile,
                        Optional.ofNullable(to),
                        rollback -> {
                            shown.add(rollback);
                            if (!change.json()) {
                                invocation.terminal().out().print(words(rollback));
                            }
                            return !change.dryRun()
                                    && change.confirmed(
                                            invocation,
                                            "Go back to " + rollback.to().runId() + "?");
                        },
                        control -> record(control, shown.get(0)),
                        progress);
    }

    /** Records the rollback before anything is changed; if it cannot be recorded, it is not done. */
    private void record(ControlDatabase control, Rollback rollback) {
        String what = "(" + rollback.from().runId() + " to " + rollback.to().runId() + ")";
        AccessOption.record(control, invocation.clock(), "rollback", Optional.empty(), access.reasonAnd(what));
    }

    private static String words(Rollback rollback) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "now", "then"));
        rows.add(List.of(
                "  business date",
                rollback.from().businessDate().toString(),
                rollback.to().businessDate().toString()));
        if (!rollback.from().policyVersion().equals(rollback.to().policyVersion())) {
            rows.add(List.of(
                    "  policy",
                    rollback.from().policyVersion().substring(0, 12),
                    rollback.to().policyVersion().substring(0, 12)));
        }
        rows.add(counts("profiles", rollback.from().profiles(), rollback.to().profiles()));
        rows.add(
                counts("statements", rollback.from().statements(), rollback.to().statements()));
        rows.add(counts(
                "contact moments",
                rollback.from().contactMoments(),
                rollback.to().contactMoments()));
        for (Rollback.AttributeCount attribute : rollback.attributes()) {
            if (attribute.now() != attribute.then()) {
                rows.add(counts(attribute.attribute(), attribute.now(), attribute.then()));
            }
        }
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        return text.append("  ")
                .append(Quantity.of(rollback.withdrawals(), "withdrawal"))
                .append(rollback.withdrawals() == 1 ? " since stays" : " since stay")
                .append(" honoured; so do erasures and what has expired\n")
                .append(providedGone(rollback.providedGone()))
                .toString();
    }

    private static String providedGone(long values) {
        return values == 0
                ? ""
                : "  " + Quantity.of(values, "provided value") + " of then, gone or changed since, "
                        + (values == 1 ? "does" : "do") + " not come back\n";
    }

    private static List<String> counts(String what, long now, long then) {
        return List.of("  " + what, Numbers.grouped(now), Numbers.grouped(then));
    }

    private static Object object(Rollback rollback) {
        return ResultJson.ordered(
                "outcome", "dry_run",
                "exit_code", 0,
                "from", rollback.from().runId(),
                "to", rollback.to().runId(),
                "profiles_now", rollback.from().profiles(),
                "profiles_then", rollback.to().profiles(),
                "withdrawals_since", rollback.withdrawals(),
                "provided_gone_since", rollback.providedGone(),
                "attributes",
                        rollback.attributes().stream()
                                .map(attribute -> ResultJson.ordered(
                                        "attribute", attribute.attribute(),
                                        "now", attribute.now(),
                                        "then", attribute.then()))
                                .toList());
    }
}
