package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.EpochMicros;
import io.crumbless.kernel.profile.Night;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * When the values of a source without times were assigned, as stated by the key {@code assigned-at} of the job file.
 *
 * @param text an ISO 8601 date, meaning midnight in the job's zone, or a date-time with offset; {@code {date}} in it
 *     stands for the business date
 */
public record StatedTime(String text) {
    /** Placeholder for the business date. */
    private static final String DATE = "{date}";

    /** An arbitrary date, used to validate the text. */
    private static final LocalDate SAMPLE = LocalDate.of(2000, 1, 1);

    /** @throws IllegalArgumentException if the text is neither */
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
