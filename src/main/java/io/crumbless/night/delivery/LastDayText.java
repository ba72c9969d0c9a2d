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
 * The last day on which a value may be used, where a database holds it as a moment. Nothing is prolonged: the day counts that
 * is over at that moment, so a moment within a day ends with the day before; the last minute of a day counts as its end.
 */
final class LastDayText {
    /** How databases write that there is no end. */
    private static final String INFINITY = "infinity";

    private LastDayText() {}

    /**
     * @param text of the database, a day or a moment
     * @param zone whose days count where the moment has an offset
     * @return as files hold it, 2027-01-31; null for no end; what is neither day nor moment as it is
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
