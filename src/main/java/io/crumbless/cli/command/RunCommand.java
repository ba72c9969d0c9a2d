package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.cli.terminal.RunningNote;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.ReuseSettings;
import io.crumbless.night.job.WaitSettings;
import io.crumbless.night.run.Guard;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.schedule.BusinessDates;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Run one business date of a job.",
        description = {
            "Runs one business date of a job: reads the deliveries of its sources, removes inferred values, "
                    + "merges what people declared, and publishes a snapshot if its books close and its files pass the "
                    + "audit.",
            "",
            "If a run was killed, the same command continues it. The same inputs and policy are recognised and "
                    + "not run again. A run publishes everything or nothing.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless run jobs/nightly-profiles.yaml",
            "  crumbless run jobs/nightly-profiles.yaml --date 2026-11-22 --json",
        })
final class RunCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "JOB", description = "The job file.")
    private Path job = Path.of("");

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description =
                    "The business date, such as 2026-11-22. The default is the date that the schedule of the job would "
                            + "use now: yesterday, unless the schedule says otherwise.")
    private @Nullable LocalDate date;

    @Option(names = "--json", description = "Print one JSON object instead of the table, and nothing else.")
    private boolean json;

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private LogOptions log = new LogOptions();

    @Mixin
    private MemoryOption memory = new MemoryOption();

    @Option(
            names = "--accept-shrink",
            description =
                    "Publish although profiles shrink by more than the guard allows. Use it only for a night that you "
                            + "have checked.")
    private boolean acceptShrink;

    @Option(
            names = "--accept-refusals",
            description =
                    "Publish although more statements are refused than the guard allows. Use it only for a night that "
                            + "you have checked.")
    private boolean acceptRefusals;

    @Option(
            names = "--accept-lost-values",
            description =
                    "Publish although a source loses more provided values for one reason than the guard allows. Use it "
                            + "only for a night that you have checked.")
    private boolean acceptLostValues;

    @Option(
            names = "--accept-missing",
            description =
                    "Run although a path of declarations or erasure requests no longer matches a file. Use it only for "
                            + "a night that you have checked.")
    private boolean acceptMissing;

    @Option(
            names = "--accept-future",
            description = "Run a business date in the future that skips days. Values that end before it are deleted "
                    + "permanently, and no earlier date can be run afterwards.")
    private boolean acceptFuture;

    @Option(
            names = "--no-wait",
            description =
                    "Begin at once, without what the job file waits for. Use it only for a night that you have checked.")
    private boolean noWait;

    @Option(
            names = "--no-reuse",
            description = "Read all legacy deliveries even if the job file has 'reuse', and delete what was kept.")
    private boolean noReuse;

    RunCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        log.begin(invocation);
        JobFile asWritten = invocation.job(job);
        JobFile waiting = noWait ? asWritten.with(WaitSettings.NONE) : asWritten;
        JobFile jobFile = noReuse ? waiting.with(ReuseSettings.NONE) : waiting;
        RunOptions options = new RunOptions(engine.kind(jobFile), memory.bytes(), acceptedGuards());
        LocalDate businessDate =
                date == null ? BusinessDates.on(jobFile, invocation.clock().instant()) : date;
        invocation.terminal().events().ifPresent(events -> events.about(jobFile.name(), businessDate));
        requireBegun(jobFile, businessDate);
        RunReport report = runIt(jobFile, businessDate, options);
        invocation.terminal().events().ifPresent(events -> events.published(report));
        invocation.terminal().out().print(json ? ResultJson.of(report) + "\n" : ResultTable.of(report, invocation));
        return 0;
    }

    /**
     * Rejects a business date in the future: a typing error would let values expire that cannot be restored. The first
     * run has no values to lose, and the day after the last run is accepted regardless of this machine's clock.
     */
    private void requireBegun(JobFile jobFile, LocalDate businessDate) {
        LocalDate today = LocalDate.ofInstant(invocation.clock().instant(), jobFile.zone());
        if (acceptFuture || !businessDate.isAfter(today)) {
            return;
        }
        Warehouse warehouse = new Warehouse(jobFile.warehouse());
        Optional<LocalDate> last = warehouse.current().map(warehouse::manifest).map(Manifest::businessDate);
        if (last.isPresent() && businessDate.isAfter(last.get().plusDays(1))) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot run " + businessDate + ": it has not begun, today is " + today + " in " + jobFile.zone()
                            + " and " + last.get()
                            + " the last night published; what ends before it would be deleted for"
                            + " good, and no earlier date could be run after it. --accept-future runs it all the same");
        }
    }

    private RunReport runIt(JobFile jobFile, LocalDate businessDate, RunOptions options) {
        try (RunningNote note = RunningNote.write(jobFile, businessDate, invocation.clock());
                LiveProgress progress = LiveProgress.on(invocation.terminal())) {
            return invocation.parts().nightlyRun().get().run(jobFile, businessDate, options, note.reporting(progress));
        }
    }

    private Set<Guard> acceptedGuards() {
        Set<Guard> accepted = EnumSet.noneOf(Guard.class);
        if (acceptShrink) {
            accepted.add(Guard.PROFILES_SHRINK);
        }
        if (acceptRefusals) {
            accepted.add(Guard.REFUSALS_GROW);
        }
        if (acceptLostValues) {
            accepted.add(Guard.VALUES_LOST);
        }
        if (acceptMissing) {
            accepted.add(Guard.DELIVERIES_MISSING);
        }
        return accepted;
    }
}
