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
 * The firings of a schedule. Each local time fires once: in a daylight saving gap, it fires after the gap, later by the
 * length of the gap; in an overlap, it fires the first time.
 */
public final class NightCalendar {
    /** The time between two 29 February that are Sundays. */
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

    /** The last firing at or before a moment; empty if there was none for years. */
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

    /** Whether the schedule fires at this moment. */
    public boolean names(Instant moment) {
        return after(moment.minusNanos(1))
                .map(firing -> firing.at().equals(moment))
                .orElse(false);
    }

    /** How far to look back for times that a gap has moved past this moment; zero except in the hour after a gap. */
    private Duration gapBehind(Instant moment) {
        ZoneOffsetTransition last = schedule.zone().getRules().previousTransition(moment.plusNanos(1));
        boolean stillMoved = last != null
                && last.isGap()
                && moment.isBefore(last.getInstant().plus(last.getDuration()));
        return stillMoved ? last.getDuration() : Duration.ZERO;
    }
}
