package io.crumbless.night.await;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.WaitSettings;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A night that waits for what its job requires, up to a deadline, after which it is refused. */
public final class AwaitingNight implements NightlyRun {
    /** Maximum number of missing things in a message. */
    private static final int NAMED = 5;

    private final NightlyRun night;
    private final Clock clock;
    private final Pause pause;

    /** Waits until the next check. */
    interface Pause {
        void until(Duration later) throws InterruptedException;
    }

    public AwaitingNight(NightlyRun night, Clock clock) {
        this(night, clock, later -> Thread.sleep(later.toMillis()));
    }

    AwaitingNight(NightlyRun night, Clock clock, Pause pause) {
        this.night = night;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public RunReport run(JobFile job, LocalDate businessDate, RunOptions options, Progress progress) {
        if (!job.waitFor().isForNothing()) {
            await(job, businessDate, progress);
        }
        return night.run(job, businessDate, options, progress);
    }

    private void await(JobFile job, LocalDate businessDate, Progress progress) {
        WaitSettings settings = job.waitFor();
        Instant deadline = clock.instant().plus(settings.atMost());
        AwaitedDeliveries awaited = new AwaitedDeliveries(job, businessDate, clock);
        List<String> last = List.of();
        for (List<String> missing = awaited.missing(); !missing.isEmpty(); missing = awaited.missing()) {
            if (!clock.instant().isBefore(deadline)) {
                throw late(job, businessDate, missing);
            }
            if (!missing.equals(last)) {
                progress.message("waits until " + deadline + " for " + named(missing));
                last = missing;
            }
            pause(settings.every(), businessDate);
        }
    }

    private void pause(Duration every, LocalDate businessDate) {
        try {
            pause.until(every);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped("Stopped " + businessDate + " while it waited for deliveries; run it again");
        }
    }

    private static Failure late(JobFile job, LocalDate businessDate, List<String> missing) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot run " + job.name() + " " + businessDate + ": it waited for " + named(missing)
                        + " and the time to wait is over (wait-for.at-most); nothing was published. Ask whoever delivers"
                        + " it, and run the night again when it is there, or with --no-wait without it");
    }

    /** The missing things, in one line. */
    public static String named(List<String> missing) {
        String first = String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())));
        return missing.size() > NAMED ? first + " and " + (missing.size() - NAMED) + " more" : first;
    }
}
