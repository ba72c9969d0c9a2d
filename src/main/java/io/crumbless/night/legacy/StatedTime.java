package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.EpochMicros;
import io.crumbless.kernel.profile.Night;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * When the values of a source were assigned whose rows have no time, as the job file states it; the key {@code assigned-at}.
 *
 * @param text an ISO 8601 day, which begins at midnight in the job's zone, or a moment with offset; {@code {date}} in it stands
 *     for the business date
 */
public record StatedTime(String text) {
    /** Stands for the business date. */
    private static final String DATE = "{date}";

    /** Any day. */
    private static final LocalDate SAMPLE = LocalDate.of(2000, 1, 1);

    /** @throws IllegalArgumentException if it is neither */
    public StatedTime {
        try {
            micros(text, SAMPLE, ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "expected a day as 2026-11-22, a time with offset, or " + DATE + " for the business date", e);
        }
    }

    /** Microseconds since the epoch. */
    long micros(Night night) {
        return micros(text, night.businessDate(), night.zone());
    }

    private static long micros(String text, LocalDate date, ZoneId zone) {
        String stated = text.replace(DATE, date.toString());
        return EpochMicros.of(
                stated.contains("T")
                        ? OffsetDateTime.parse(stated).toInstant()
                        : LocalDate.parse(stated).atStartOfDay(zone).toInstant());
    }
}
