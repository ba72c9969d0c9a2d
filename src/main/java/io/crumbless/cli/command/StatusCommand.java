package io.crumbless.cli.command;

import io.crumbless.cli.render.Attempts;
import io.crumbless.cli.render.HistoryJson;
import io.crumbless.cli.render.PublishedSnapshots;
import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.cli.terminal.RunningNote;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.schedule.Firing;
import io.crumbless.night.schedule.InTime;
import io.crumbless.night.schedule.NightCalendar;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.erase.OlderDatabase;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Show the status of a job.",
        description = {
            "Shows the status of a job: what is published, how the last attempt ended, whether a run is in "
                    + "progress, and when the next one is due.",
            "",
            "Its exit code is 0 whatever the status is. With --check, for monitoring, it is 1 unless the night "
                    + "that is due by the schedule is published; without a schedule, unless the last attempt published. It is 1 as "
                    + "well if the control database was restored from a backup that is older than an erasure.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless status jobs/nightly-profiles.yaml",
            "  crumbless status --json",
            "  crumbless status jobs/nightly-profiles.yaml --check --within PT3H",
        })
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_IN_TIME = 1;

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "JOB", description = "The job file (default: jobs/nightly-profiles.yaml).")
    private @Nullable Path job;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    @Option(names = "--check", description = "End with exit code 1 unless the night that is due is published.")
    private boolean check;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            description =
                    "With --check: how long after its scheduled time a night may be published, such as PT3H (default: "
                            + "${DEFAULT-VALUE}). If the attempt has failed, the check does not wait.")
    private Duration within = InTime.DEFAULT_WITHIN;

    StatusCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        JobFile jobFile = invocation.jobOrUsual(job);
        LastAttempt last = lastAttempt(jobFile);
        Optional<PublishedSnapshots.Snapshot> current = PublishedSnapshots.current(jobFile);
        Optional<InTime> inTime = check ? Optional.of(inTime(jobFile, current, last)) : Optional.empty();
        invocation
                .terminal()
                .out()
                .print(
                        json
                                ? ResultJson.text(object(jobFile, current, last, inTime)) + "\n"
                                : words(jobFile, current, last, inTime));
        return exitCode(inTime);
    }

    private InTime inTime(JobFile jobFile, Optional<PublishedSnapshots.Snapshot> current, LastAttempt last) {
        InTime inTime = InTime.of(
                jobFile,
                new InTime.Standing(
                        current.map(PublishedSnapshots.Snapshot::businessDate), last.inProgress(), last.ended()),
                invocation.clock().instant(),
                within);
        return last.older()
                .filter(why -> inTime.holds())
                .map(why -> new InTime(false, why))
                .orElse(inTime);
    }

    private static int exitCode(Optional<InTime> inTime) {
        return inTime.map(InTime::holds).orElse(true) ? 0 : NOT_IN_TIME;
    }

    private String words(
            JobFile jobFile, Optional<PublishedSnapshots.Snapshot> current, LastAttempt last, Optional<InTime> inTime) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("job", jobFile.name()));
        rows.add(List.of("published", current.map(this::published).orElseGet(() -> notThere(jobFile, last))));
        rows.add(List.of("last attempt", words(last)));
        last.older().ifPresent(why -> rows.add(List.of("database", why)));
        rows.add(List.of(
                "next",
                next(jobFile)
                        .map(firing -> nextTime(
                                firing, jobFile.schedule().orElseThrow().zone()))
                        .orElse("not scheduled")));
        inTime.ifPresent(verdict -> rows.add(List.of("in time", verdict.holds() ? "yes" : "no: " + verdict.why())));
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        return text.toString();
    }

    private Map<String, Object> object(
            JobFile jobFile, Optional<PublishedSnapshots.Snapshot> current, LastAttempt last, Optional<InTime> inTime) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("exit_code", exitCode(inTime));
        object.put("job", jobFile.name());
        object.put("published", current.map(HistoryJson::of).orElse(null));
        last.publishedBefore()
                .filter(date -> current.isEmpty())
                .ifPresent(date -> object.put("lost_business_date", date.toString()));
        object.put("in_progress", last.inProgress());
        object.put("progress", last.note().orElse(null));
        object.put("last_attempt", last.ended().map(HistoryJson::of).orElse(null));
        last.older().ifPresent(why -> object.put("older_database", why));
        object.put(
                "next",
                next(jobFile)
                        .map(firing -> ResultJson.ordered(
                                "at",
                                firing.at().toString(),
                                "business_date",
                                firing.businessDate().toString()))
                        .orElse(null));
        inTime.ifPresent(verdict -> {
            object.put("in_time", verdict.holds());
            object.put("late_because", verdict.holds() ? null : verdict.why());
        });
        return object;
    }

    /**
     * The progress of the job.
     *
     * @param inProgress whether a run has locked the control database or the warehouse; the results of earlier runs are
     *     not reported then
     * @param note progress as recorded by the run
     * @param publishedBefore the latest business date ever published, according to the control database
     * @param older what a control database from an older backup does not know; empty if it knows everything
     */
    private record LastAttempt(
            boolean inProgress,
            Optional<String> note,
            Optional<RunAttempt> ended,
            Optional<LocalDate> publishedBefore,
            Optional<String> older) {
        static final LastAttempt NONE =
                new LastAttempt(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        static LastAttempt inProgress(Optional<String> note) {
            return new LastAttempt(true, note, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** The message for a missing warehouse, which distinguishes a lost one from one without published snapshots. */
    private static String notThere(JobFile jobFile, LastAttempt last) {
        return last.publishedBefore()
                .map(date -> "nothing is there, though business date " + date + " was published: warehouse "
                        + jobFile.warehouse() + " is lost, moved or not mounted")
                .orElse("nothing yet");
    }

    private String published(PublishedSnapshots.Snapshot snapshot) {
        return snapshot.runId() + " (" + Quantity.of(snapshot.profiles(), "profile") + ", "
                + Quantity.of(snapshot.contactMoments(), "contact moment") + ")";
    }

    private LastAttempt lastAttempt(JobFile jobFile) {
        if (!ControlDatabase.exists(jobFile.control())) {
            return LastAttempt.NONE;
        }
        try (ControlDatabase database = ControlDatabase.open(jobFile.control(), Duration.ZERO)) {
            Optional<String> holder = database.holder(jobFile.warehouse());
            if (holder.isPresent()) {
                return LastAttempt.inProgress(Optional.of(note(jobFile, holder.get())));
            }
            return new LastAttempt(
                    false,
                    Optional.empty(),
                    database.runs().latest(jobFile.name()).map(attempt -> Attempts.asFound(attempt, false)),
                    database.runs().latestPublishedDate(jobFile.name()),
                    new OlderDatabase(new Warehouse(jobFile.warehouse()), database, invocation.clock()).why());
        } catch (Failure failure) {
            if (failure.category() != ErrorCategory.BUSY) {
                throw failure;
            }
            return LastAttempt.inProgress(RunningNote.read(jobFile));
        }
    }

    /**
     * The progress recorded by the process with the lock; empty for a run on another machine, which has its own control
     * folder.
     */
    private static String note(JobFile jobFile, String holder) {
        String process = holder.substring(0, holder.indexOf(" on ")) + ",";
        return RunningNote.read(jobFile)
                .filter(note -> note.contains(process))
                .orElse("the warehouse is held by " + holder);
    }

    private String words(LastAttempt last) {
        if (last.inProgress()) {
            return "in progress" + last.note().map(note -> ": " + note).orElse("");
        }
        return last.ended().map(this::ended).orElse("none");
    }

    private String ended(RunAttempt attempt) {
        Optional<Duration> took = attempt.endedAt().map(end -> Duration.between(attempt.startedAt(), end));
        return attempt.status().word().replace('_', ' ') + ": business date " + attempt.businessDate() + ", begun "
                + attempt.startedAt().truncatedTo(ChronoUnit.SECONDS)
                + took.map(time -> ", took " + Numbers.took(time)).orElse("")
                + (attempt.message().isEmpty() ? "" : "; " + attempt.message());
    }

    private Optional<Firing> next(JobFile jobFile) {
        return jobFile.schedule().flatMap(schedule -> new NightCalendar(schedule)
                .after(invocation.clock().instant()));
    }

    private static String nextTime(Firing firing, ZoneId zone) {
        return ScheduleCommand.shown(firing.at(), zone) + " " + zone.getId() + " for business date "
                + firing.businessDate();
    }
}
