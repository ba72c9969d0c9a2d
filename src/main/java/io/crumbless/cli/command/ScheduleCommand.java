package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.LiveProgress;
import io.crumbless.cli.terminal.RunningNote;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.await.AwaitedDeliveries;
import io.crumbless.night.await.AwaitingNight;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.Schedule;
import io.crumbless.night.job.WaitSettings;
import io.crumbless.night.metrics.MetricsEndpoint;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.schedule.Firing;
import io.crumbless.night.schedule.NightCalendar;
import io.crumbless.night.schedule.NightScheduler;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        header = "Wait, and run jobs at the times of their schedules.",
        description = {
            "Waits, and runs each job at the times of its 'schedule', one job at a time, until it is stopped.",
            "",
            "Due nights are stored in the control database, so with PostgreSQL several schedulers may serve "
                    + "the same jobs: one of them runs each night, and if it is killed, another one continues within two "
                    + "minutes. Nights that were missed while no scheduler was running are run first, in the order of "
                    + "their business dates. If a night fails because of the disk, the database or another run, it is "
                    + "retried every 5 minutes; any other failure is reported, and the next night is run as usual. If a "
                    + "job file names deliveries to wait for, the scheduler checks for them until they arrive or the "
                    + "time to wait ends, and runs other jobs meanwhile. A local time that daylight saving skips or "
                    + "repeats fires once.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless schedule --list",
            "  crumbless schedule jobs/nightly-profiles.yaml",
        })
final class ScheduleCommand implements Callable<Integer> {
    private static final Path DEFAULT_FOLDER = Path.of("jobs");
    private static final int LISTED = 3;
    private static final int HIGHEST_PORT = 65_535;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", Locale.ENGLISH);

    private final Invocation invocation;

    @Parameters(
            arity = "0..*",
            paramLabel = "JOB",
            description = "Job files (default: all files in the folder jobs that have a schedule).")
    private List<Path> jobs = new ArrayList<>();

    @Option(names = "--list", description = "Print the next times of each job and exit.")
    private boolean list;

    @Option(names = "--json", description = "With --list: print one JSON object, and nothing else.")
    private boolean json;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "Serve GET /metrics for Prometheus on this port: the metrics file of each job, and the start of "
                            + "the next night. A job without a metrics file gets one in its control folder.")
    private @Nullable Integer metricsPort;

    @Option(
            names = "--metrics-address",
            paramLabel = "ADDRESS",
            description =
                    "With --metrics-port: the address to listen on (default: ${DEFAULT-VALUE}, which only this machine "
                            + "can reach). Everybody who can reach it can read the metrics.")
    private InetAddress metricsAddress = InetAddress.getLoopbackAddress();

    private final AtomicReference<@Nullable String> running = new AtomicReference<>();

    /** The end of the waiting time, by job. */
    private final Map<String, Instant> waiting = new ConcurrentHashMap<>();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private LogOptions log = new LogOptions();

    @Mixin
    private MemoryOption memory = new MemoryOption();

    ScheduleCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        log.begin(invocation);
        if (json && !list) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Cannot use --json without --list: the nights are reported as they run; --log json has them as JSON");
        }
        List<JobFile> scheduled = scheduled();
        if (list) {
            invocation.terminal().out().print(json ? nextTimesAsJson(scheduled) : nextTimes(scheduled));
            return 0;
        }
        requireOwnNames(scheduled);
        requirePort();
        waitAndRun(scheduled, sharedControl(scheduled));
        return 0;
    }

    private void requirePort() {
        if (metricsPort != null && (metricsPort < 0 || metricsPort > HIGHEST_PORT)) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Invalid --metrics-port " + metricsPort + ": it must be between 0, for any that is free, and "
                            + HIGHEST_PORT);
        }
    }

    private List<JobFile> scheduled() {
        List<JobFile> scheduled = new ArrayList<>();
        for (Path file : jobs.isEmpty() ? jobFiles() : jobs) {
            JobFile job = invocation.job(file);
            if (job.schedule().isPresent()) {
                scheduled.add(job);
            } else if (!jobs.isEmpty()) {
                throw new Failure(
                        ErrorCategory.SETTINGS,
                        "Cannot schedule " + invocation.shown(job.file().toString()) + ": it has no key 'schedule'");
            }
        }
        if (scheduled.isEmpty()) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Missing job: no file in " + DEFAULT_FOLDER + " has a schedule; name the job files");
        }
        return scheduled;
    }

    private List<Path> jobFiles() {
        Path folder = invocation.resolve(DEFAULT_FOLDER);
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.CALLER,
                    "Missing job: there is no folder " + DEFAULT_FOLDER + " here; name the job files",
                    e);
        }
        files.sort(null);
        return files;
    }

    private List<Firing> next(Schedule schedule) {
        NightCalendar calendar = new NightCalendar(schedule);
        List<Firing> firings = new ArrayList<>();
        Optional<Firing> next = calendar.after(invocation.clock().instant());
        while (firings.size() < LISTED && next.isPresent()) {
            firings.add(next.get());
            next = calendar.after(next.get().at());
        }
        return firings;
    }

    private String nextTimes(List<JobFile> scheduled) {
        List<List<String>> rows = new ArrayList<>();
        for (JobFile job : scheduled) {
            Schedule schedule = job.schedule().orElseThrow();
            next(schedule)
                    .forEach(firing -> rows.add(List.of(
                            job.name(),
                            shown(firing.at(), schedule.zone()),
                            schedule.zone().getId(),
                            "business date " + firing.businessDate())));
        }
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        return text.toString();
    }

    private String nextTimesAsJson(List<JobFile> scheduled) {
        List<Object> all = new ArrayList<>();
        for (JobFile job : scheduled) {
            Schedule schedule = job.schedule().orElseThrow();
            List<Map<String, @Nullable Object>> next = next(schedule).stream()
                    .map(firing -> ResultJson.ordered(
                            "at",
                            firing.at().toString(),
                            "business_date",
                            firing.businessDate().toString()))
                    .toList();
            all.add(ResultJson.ordered(
                    "job", job.name(), "zone", schedule.zone().getId(), "next", next));
        }
        return ResultJson.text(ResultJson.ordered("exit_code", 0, "jobs", all)) + "\n";
    }

    static String shown(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }

    private static void requireOwnNames(List<JobFile> scheduled) {
        Set<String> names = new HashSet<>();
        for (JobFile job : scheduled) {
            if (!names.add(job.name())) {
                throw new Failure(
                        ErrorCategory.SETTINGS,
                        "Cannot schedule: two job files are named '" + job.name() + "'; rename one");
            }
        }
    }

    private static ControlSettings sharedControl(List<JobFile> scheduled) {
        ControlSettings first = scheduled.get(0).control();
        for (JobFile job : scheduled) {
            if (!job.control().equals(first)) {
                throw new Failure(
                        ErrorCategory.SETTINGS,
                        "Cannot schedule " + scheduled.get(0).name() + " and " + job.name()
                                + " together: their control databases differ; start a scheduler for each");
            }
        }
        return first;
    }

    private void waitAndRun(List<JobFile> scheduled, ControlSettings control) {
        invocation.terminal().err().print(nextTimes(scheduled));
        try (ControlDatabase database = ControlDatabase.openBetweenRuns(control);
                MetricsEndpoint metrics = metrics(scheduled);
                NightScheduler scheduler =
                        new NightScheduler(scheduled, database.dataSource(), new Nights(), invocation.clock())) {
            scheduler.start();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            invocation.terminal().err().println("crumbless: stopped waiting");
        }
    }

    /** @return null if it is not configured */
    private @Nullable MetricsEndpoint metrics(List<JobFile> scheduled) {
        if (metricsPort == null) {
            return null;
        }
        MetricsEndpoint endpoint = MetricsEndpoint.open(
                new InetSocketAddress(metricsAddress, metricsPort),
                scheduled.stream().map(MetricsEndpoint::naming).toList(),
                new MetricsEndpoint.Live() {
                    @Override
                    public boolean isRunning(JobFile job) {
                        return job.name().equals(running.get());
                    }

                    @Override
                    public Optional<Instant> next(JobFile job) {
                        return job.schedule()
                                .flatMap(schedule -> new NightCalendar(schedule)
                                        .after(invocation.clock().instant()))
                                .map(Firing::at);
                    }

                    @Override
                    public Optional<Instant> waitsUntil(JobFile job) {
                        return Optional.ofNullable(waiting.get(job.name()));
                    }
                });
        invocation.terminal().err().println("metrics at " + endpoint.url());
        return endpoint;
    }

    /** Executes runs, and checks whether their deliveries are complete. */
    private final class Nights implements NightScheduler.NightRunner {
        /** The last message about what a job waits for, so that it is logged once. */
        private final Map<String, String> said = new HashMap<>();

        @Override
        public void run(JobFile job, LocalDate businessDate) {
            boolean complete = "".equals(said.remove(job.name()));
            waiting.remove(job.name());
            runNight(job, businessDate, complete);
        }

        @Override
        public boolean isComplete(JobFile job, LocalDate businessDate, Instant deadline) {
            String lacks = lacks(job, businessDate);
            if (!lacks.isEmpty()) {
                waiting.put(job.name(), deadline);
            }
            if (!lacks.equals(said.put(job.name(), lacks)) && !lacks.isEmpty()) {
                invocation.terminal().err().println("crumbless: " + job.name() + " " + businessDate + ": " + lacks);
            }
            return lacks.isEmpty();
        }

        /** The missing deliveries of a job; an invalid list may be one that is not complete yet. */
        private String lacks(JobFile job, LocalDate businessDate) {
            try {
                List<String> missing = new AwaitedDeliveries(job, businessDate, invocation.clock()).missing();
                return missing.isEmpty() ? "" : "waits for " + AwaitingNight.named(missing);
            } catch (Failure | StorageException failure) {
                return "waits: "
                        + FailureMessages.asFailure(failure, invocation).getMessage();
            }
        }
    }

    /** @param complete whether all deliveries have arrived; if not, the waiting time is over */
    private void runNight(JobFile asStarted, LocalDate businessDate, boolean complete) {
        invocation.terminal().events().ifPresent(log -> log.about(asStarted.name(), businessDate));
        try (RunningNote note = RunningNote.write(asStarted, businessDate, invocation.clock());
                LiveProgress progress = LiveProgress.on(invocation.terminal())) {
            running.set(asStarted.name());
            JobFile asWritten = invocation.job(asStarted.file());
            JobFile read = asWritten.with(
                    complete ? WaitSettings.NONE : asWritten.waitFor().overdue());
            JobFile job = metricsPort == null ? read : MetricsEndpoint.naming(read);
            RunReport report = invocation
                    .parts()
                    .nightlyRun()
                    .get()
                    .run(
                            job,
                            businessDate,
                            new RunOptions(engine.kind(job), memory.bytes(), Set.of()),
                            note.reporting(progress));
            invocation.terminal().events().ifPresent(log -> log.published(report));
            invocation.terminal().out().print(ResultTable.of(report, invocation));
        } catch (RuntimeException | Error e) {
            Failure failure = FailureMessages.asFailure(e, invocation);
            invocation.terminal().events().ifPresentOrElse(log -> log.failed(failure), () -> invocation
                    .terminal()
                    .err()
                    .println("crumbless: " + asStarted.name() + " " + businessDate + ": "
                            + failure.getMessage() + " (code "
                            + failure.category().exitCode() + ")"));
            throw failure;
        } finally {
            running.set(null);
        }
    }
}
