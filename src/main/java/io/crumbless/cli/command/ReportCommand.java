package io.crumbless.cli.command;

import io.crumbless.answers.report.NightReportDocument;
import io.crumbless.answers.report.NightReportFigures;
import io.crumbless.cli.render.PublishedSnapshots;
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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Report on a night: what came in, where it ended, what changed.",
        description = {
            "Shows the report of a published snapshot once more, from the evidence in it: deliveries, the books, what was"
                    + " removed by origin and rule, what was refused and why, limits, changes since the night before,"
                    + " hashes. Every snapshot holds it as a page, _evidence/report.html.",
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

    @Parameters(
            arity = "0..1",
            paramLabel = "SNAPSHOT",
            description = "The run id of the snapshot. Without it, the current one.")
    private @Nullable String snapshot;

    @Option(names = "--job", paramLabel = "JOB", description = "The job file. Without it, jobs/nightly-profiles.yaml.")
    private @Nullable Path job;

    @Mixin
    private DocumentOptions page = new DocumentOptions();

    ReportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = invocation.jobOrUsual(job);
        page.requirePlace(invocation);
        Warehouse warehouse = new Warehouse(jobFile.warehouse());
        String runId = PublishedSnapshots.named(jobFile, snapshot, "report on");
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
