package io.crumbless.night.schedule;

import io.crumbless.night.job.Cron;
import io.crumbless.night.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * The times that a schedule names. Each time on the wall counts once: one that daylight saving skips fires when the gap
 * has passed, as much later as the gap is long; one that comes twice fires the first time.
 */
public final class NightCalendar {
    /** From one 29 February that is a Sunday to the next. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(41 * 365);

    private final Schedule schedule;
    private final Cron cron;

    public NightCalendar(Schedule schedule) {
        this.schedule = schedule;
        this.cron = Cron.parse(schedule.cron());
    }

    /** The first firing after a moment; empty if there is none. */
    public Optional<Firing> after(Instant moment) {
        Optional<LocalDateTime> wall =
                cron.next(LocalDateTime.ofInstant(moment, schedule.zone()).minus(gapBehind(moment)));
        while (wall.isPresent()) {
            Instant at = ZonedDateTime.of(wall.get(), schedule.zone())
                    .withEarlierOffsetAtOverlap()
                    .toInstant();
            if (at.isAfter(moment)) {
                return Optional.of(new Firing(at, BusinessDates.of(schedule, at)));
            }
            wall = cron.next(wall.get());
        }
        return Optional.empty();
    }

    /** The last firing at a moment or before it; empty where there was none in years. */
    public Optional<Firing> last(Instant moment) {
        for (Duration back = Duration.ofDays(1); back.compareTo(LONGEST_PAUSE) < 0; back = back.multipliedBy(4)) {
            Optional<Firing> found = Optional.empty();
            Optional<Firing> next = after(moment.minus(back));
            while (next.isPresent() && !next.get().at().isAfter(moment)) {
                found = next;
                next = after(next.get().at());
            }
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Whether the schedule names this very moment. */
    public boolean names(Instant moment) {
        return after(moment.minusNanos(1))
                .map(firing -> firing.at().equals(moment))
                .orElse(false);
    }

    /** How far to look back for times that a gap has moved to after this moment; zero but for the hour after a gap. */
    private Duration gapBehind(Instant moment) {
        ZoneOffsetTransition last = schedule.zone().getRules().previousTransition(moment.plusNanos(1));
        boolean stillMoved = last != null
                && last.isGap()
                && moment.isBefore(last.getInstant().plus(last.getDuration()));
        return stillMoved ? last.getDuration() : Duration.ZERO;
    }
}
