package io.crumbless.night.schedule;

import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.Schedule;
import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.ledger.RunAttempt.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Whether the night that is due was published, for {@code status --check}.
 *
 * <p>The night of the last firing has some time to be published, unless its attempt has failed; until then the night of
 * the previous firing counts. A job without schedule cannot be late: its last attempt must have published.
 *
 * @param why the reason, for a message, if it was not
 */
public record InTime(boolean holds, String why) {
    /** As long as systemd and Kubernetes, configured as in {@code ops/}, keep restarting a night. */
    public static final Duration DEFAULT_WITHIN = Duration.ofHours(6);

    private static final InTime YES = new InTime(true, "");

    /** The facts on which the result is based. */
    public record Standing(Optional<LocalDate> published, boolean inProgress, Optional<RunAttempt> lastAttempt) {
        private boolean has(LocalDate day) {
            return published.filter(last -> !last.isBefore(day)).isPresent();
        }

        private boolean hasFailed(LocalDate day) {
            return !inProgress
                    && lastAttempt
                            .filter(attempt -> !attempt.businessDate().isBefore(day) && !isPublished(attempt))
                            .filter(attempt -> attempt.status() != Status.RUNNING)
                            .isPresent();
        }
    }

    /** @param within how long after its firing a night may be published */
    public static InTime of(JobFile job, Standing standing, Instant now, Duration within) {
        return job.schedule()
                .map(schedule -> scheduled(schedule, standing, now, within))
                .orElseGet(() -> unscheduled(standing));
    }

    private static InTime scheduled(Schedule schedule, Standing standing, Instant now, Duration within) {
        NightCalendar calendar = new NightCalendar(schedule);
        Optional<Firing> last = calendar.last(now);
        if (last.isEmpty() || standing.has(last.get().businessDate())) {
            return YES;
        }
        if (standing.hasFailed(last.get().businessDate())) {
            return missing(last.get(), "its last attempt failed");
        }
        if (!now.isBefore(last.get().at().plus(within))) {
            return missing(last.get(), "it was due at " + last.get().at());
        }
        Optional<Firing> before = calendar.last(last.get().at().minusNanos(1));
        return before.isEmpty() || standing.has(before.get().businessDate())
                ? YES
                : missing(before.get(), "it was due at " + before.get().at());
    }

    private static InTime missing(Firing firing, String why) {
        return new InTime(false, "business date " + firing.businessDate() + " is not published: " + why);
    }

    private static InTime unscheduled(Standing standing) {
        if (standing.published().isEmpty()) {
            return new InTime(false, "nothing is published");
        }
        return standing.inProgress()
                        || standing.lastAttempt().map(InTime::isPublished).orElse(true)
                ? YES
                : new InTime(false, "the last attempt did not publish");
    }

    private static boolean isPublished(RunAttempt attempt) {
        return attempt.status() == Status.PUBLISHED || attempt.status() == Status.ALREADY_PUBLISHED;
    }
}
