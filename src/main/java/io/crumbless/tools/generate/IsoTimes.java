package io.crumbless.tools.generate;

import java.time.LocalDate;

/** Formats times as ISO 8601 in UTC, to the second; caches the date, since neighbouring rows often share it. */
final class IsoTimes {
    private static final int SECONDS_PER_DAY = 86_400;

    private long knownDay = Long.MIN_VALUE;
    private String dayText = "";

    void append(StringBuilder text, long micros) {
        long seconds = Math.floorDiv(micros, 1_000_000L);
        text.append(day(Math.floorDiv(seconds, SECONDS_PER_DAY))).append('T');
        appendClock(text, (int) Math.floorMod(seconds, (long) SECONDS_PER_DAY));
        text.append('Z');
    }

    /** As 2026-11-22. */
    String day(long epochDay) {
        if (epochDay != knownDay) {
            knownDay = epochDay;
            dayText = LocalDate.ofEpochDay(epochDay).toString();
        }
        return dayText;
    }

    /** As 14:05:09. */
    static void appendClock(StringBuilder text, int secondOfDay) {
        twoDigits(text, secondOfDay / 3600).append(':');
        twoDigits(text, secondOfDay / 60 % 60).append(':');
        twoDigits(text, secondOfDay % 60);
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
