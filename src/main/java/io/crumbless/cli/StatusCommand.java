package io.crumbless.cli;

import io.crumbless.ledger.ControlDatabase;
import io.crumbless.ledger.RunAttempt;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.run.JobFile;
import io.crumbless.schedule.Firing;
import io.crumbless.schedule.NightCalendar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Say how a job stands.%n",
        description = {
            "Says how a job stands: what is published, how the last attempt ended, whether a run is going on, when the next"
                    + " one is due.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless status jobs/nightly-profiles.yaml")
final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "JOB",
            description = "The job file. Without it, jobs/nightly-profiles.yaml.")
    private @Nullable Path job;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        JobFile jobFile = session.jobOrUsual(job);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("job", jobFile.name()));
        rows.add(List.of(
                "published",
                PublishedSnapshots.current(jobFile).map(this::published).orElse("nothing yet")));
        rows.add(List.of("last attempt", lastAttempt(jobFile)));
        rows.add(List.of("next", next(jobFile)));
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        session.terminal().out().print(text);
        return 0;
    }

    private String published(PublishedSnapshots.Snapshot snapshot) {
        return snapshot.runId() + " (" + Numbers.grouped(snapshot.profiles()) + " profiles, "
                + Numbers.grouped(snapshot.contactMoments()) + " contact moments)";
    }

    private String lastAttempt(JobFile jobFile) {
        if (!ControlDatabase.exists(jobFile.control())) {
            return "none";
        }
        try (ControlDatabase database = ControlDatabase.open(jobFile.control(), Duration.ZERO)) {
            return database.runs().latest(jobFile.name()).map(this::ended).orElse("none");
        } catch (Failure failure) {
            if (failure.actor() != Actor.BUSY) {
                throw failure;
            }
            return "in progress"
                    + RunningNote.read(jobFile).map(note -> ": " + note).orElse("");
        }
    }

    private String ended(RunAttempt attempt) {
        Optional<Duration> took = attempt.endedAt().map(end -> Duration.between(attempt.startedAt(), end));
        return attempt.status().word().replace('_', ' ') + ": business date " + attempt.businessDate() + ", begun "
                + attempt.startedAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                + took.map(time -> ", took " + Numbers.took(time)).orElse("")
                + (attempt.message().isEmpty() ? "" : "; " + attempt.message());
    }

    private String next(JobFile jobFile) {
        return jobFile.schedule()
                .flatMap(schedule -> new NightCalendar(schedule)
                        .after(session.clock().instant())
                        .map(firing -> nextTime(firing, schedule.zone())))
                .orElse("not scheduled");
    }

    private static String nextTime(Firing firing, java.time.ZoneId zone) {
        return ScheduleCommand.shown(firing.at(), zone) + " " + zone.getId() + " for business date "
                + firing.businessDate();
    }
}
