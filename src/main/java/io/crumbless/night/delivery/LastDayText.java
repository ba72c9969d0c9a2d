package io.crumbless.night.delivery;

import io.crumbless.kernel.declaration.IsoTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Converts the last day on which a value may be used if a database stores it as a timestamp. Values are never used
 * longer: a timestamp within a day ends with the day before, and the last minute of a day counts as its end.
 */
final class LastDayText {
    /** The word of databases for no end. */
    private static final String INFINITY = "infinity";

    private LastDayText() {}

    /**
     * @param text a date or timestamp of the database
     * @param zone zone of days if the timestamp has an offset
     * @return the date as in files, 2027-01-31; null for no end; other text unchanged
     */
    static @Nullable String of(String text, ZoneId zone) {
        if (text.equalsIgnoreCase(INFINITY)) {
            return null;
        }
        IsoTime time = new IsoTime();
        return time.readTime(text) ? lastDay(local(time, zone)).toString() : text;
    }

    private static LocalDateTime local(IsoTime time, ZoneId zone) {
        return time.hasOffset()
                ? LocalDateTime.ofInstant(Instant.EPOCH.plus(time.micros(), ChronoUnit.MICROS), zone)
                : LocalDateTime.ofEpochSecond(time.localSeconds(), 0, ZoneOffset.UTC);
    }

    private static LocalDate lastDay(LocalDateTime end) {
        return end.plusMinutes(1).toLocalDate().minusDays(1);
    }
}
