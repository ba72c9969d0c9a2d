package io.crumbless.cli.command;

import io.crumbless.answers.report.NightReportDocument;
import io.crumbless.answers.report.NightReportFigures;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Report on a night: its inputs, where records ended, and what changed.",
        description = {
            "Shows the report of a published snapshot from its evidence: deliveries, the books, removals by "
                    + "origin and rule, refusals by reason, limits, changes since the night before, and hashes. Every "
                    + "snapshot contains the report as a page, _evidence/report.html.",
            "",
            "It names no person and prints no value.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless report",
            "  crumbless report 2026-11-22-3f9c2a71d0b4 --lang de --html night.html",
        })
final class ReportCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private SnapshotOptions snapshot = new SnapshotOptions();

    @Mixin
    private DocumentOptions page = new DocumentOptions();

    ReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = snapshot.job(invocation);
        page.requirePlace(invocation);
        Warehouse warehouse = new Warehouse(jobFile.warehouse());
        String runId = snapshot.runId(jobFile, "report on");
        Location place = warehouse.snapshot(runId);
        if (!warehouse.storage().exists(place.resolve(Warehouse.REPORT))) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot report on " + runId + ": it was made before nights were reported on; the next one is");
        }
        Manifest manifest = ManifestFile.read(place.resolve(Warehouse.MANIFEST));
        NightReport report = ManifestFile.read(place.resolve(Warehouse.REPORT), NightReport.class);
        Policy policy = ArchivedPolicy.read(place);
        Retirement retirement = Retirement.of(place).orElse(new Retirement(List.of()));
        int amendments = Amendments.of(place).amendments().size();
        page.show(
                invocation,
                NightReportDocument.of(manifest, report, retirement, policy, page.sentences(), amendments),
                () -> NightReportFigures.of(manifest, report, retirement, amendments));
        return 0;
    }
}
