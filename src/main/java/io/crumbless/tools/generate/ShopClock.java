package io.crumbless.tools.generate;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * Formats times in the shop's time zone during opening hours, in which there are no offset changes. Not thread-safe.
 */
final class ShopClock {
    private static final int OPENS_SECOND = 7 * 3600;
    private static final int OPEN_SECONDS = 14 * 3600;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int SECONDS_PER_DAY = 86_400;

    private final ZoneRules rules;
    private final IsoTimes times = new IsoTimes();
    private final StringBuilder text = new StringBuilder(32);
    private long knownDay = Long.MIN_VALUE;
    private int offsetSeconds;
    private String offsetText = "";

    ShopClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    static int openingHours(SeededRandom dice) {
        return OPENS_SECOND + dice.below(OPEN_SECONDS);
    }

    long micros(long epochDay, int secondOfDay) {
        learn(epochDay);
        return (epochDay * SECONDS_PER_DAY + secondOfDay - offsetSeconds) * MICROS_PER_SECOND;
    }

    /** Formatted like 2026-11-22T14:05:09+01:00. */
    String withOffset(long epochDay, int secondOfDay) {
        learn(epochDay);
        return begin(epochDay, 'T', secondOfDay).append(offsetText).toString();
    }

    /** Formatted like 2026-11-22 14:05:09, for sources whose zone is in the job file. */
    String local(long epochDay, int secondOfDay) {
        return begin(epochDay, ' ', secondOfDay).toString();
    }

    String day(long epochDay) {
        return times.day(epochDay);
    }

    /**
     * A local time before that day in a daylight saving overlap, as text without offset; empty if the zone has none.
     */
    String shownTwice(long epochDay) {
        ZoneOffsetTransition change = rules.previousTransition(
                LocalDate.ofEpochDay(epochDay).atStartOfDay().toInstant(ZoneOffset.UTC));
        if (change != null && change.isGap()) {
            change = rules.previousTransition(change.getInstant());
        }
        if (change == null || !change.isOverlap()) {
            return "";
        }
        LocalTime time = change.getDateTimeAfter().toLocalTime().plusMinutes(30);
        return begin(change.getDateTimeAfter().toLocalDate().toEpochDay(), ' ', time.toSecondOfDay())
                .toString();
    }

    private StringBuilder begin(long epochDay, char separator, int secondOfDay) {
        text.setLength(0);
        text.append(times.day(epochDay)).append(separator);
        IsoTimes.appendClock(text, secondOfDay);
        return text;
    }

    private void learn(long epochDay) {
        if (epochDay != knownDay) {
            knownDay = epochDay;
            ZoneOffset offset = rules.getOffset(LocalDate.ofEpochDay(epochDay).atTime(LocalTime.NOON));
            offsetSeconds = offset.getTotalSeconds();
            offsetText = offset.getId();
        }
    }
}
