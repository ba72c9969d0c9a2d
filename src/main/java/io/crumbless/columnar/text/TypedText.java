package io.crumbless.columnar.text;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * How values that a format has types for are written in JSON Lines: days and times as ISO 8601, fractions in their shortest
 * digits. What has no text becomes an object, so that a column that is asked for and holds it is malformed.
 */
public final class TypedText {
    private static final long NANOS = 1_000_000_000L;

    private TypedText() {}

    /** A moment, as text in UTC. */
    public static JsonValue moment(Instant moment) {
        return new JsonValue.Scalar(moment.toString());
    }

    /** What a clock showed, without a zone. */
    public static JsonValue local(LocalDateTime time) {
        return new JsonValue.Scalar(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
    }

    /** A day, counted from 1970-01-01. */
    public static JsonValue day(long epochDay) {
        try {
            return new JsonValue.Scalar(LocalDate.ofEpochDay(epochDay).toString());
        } catch (DateTimeException beyondAllTimes) {
            return noText(Long.BYTES);
        }
    }

    /**
     * The moment of a count since the epoch.
     *
     * @param resolution of them to a second
     * @throws DateTimeException if it is beyond all times
     */
    public static Instant instant(long number, long resolution) {
        long nanos = Math.floorMod(number, resolution) * (NANOS / resolution);
        return Instant.ofEpochSecond(Math.floorDiv(number, resolution), nanos);
    }

    /** What a clock showed so long after it showed the epoch. */
    public static LocalDateTime clock(Instant sinceEpoch) {
        return LocalDateTime.ofInstant(sinceEpoch, ZoneOffset.UTC);
    }

    /** As Parquet's fractions are written: shortest digits, no exponent. */
    public static JsonValue fraction(String text) {
        boolean finite = !text.equals("NaN") && !text.endsWith("Infinity");
        if (!finite) {
            return new JsonValue.Scalar(text);
        }
        BigDecimal plain = new BigDecimal(text);
        return new JsonValue.Scalar(
                plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString());
    }

    /** A value that has no text. */
    public static JsonValue noText(int bytes) {
        return new JsonValue.Struct(Map.of("bytes", new JsonValue.Scalar(Integer.toString(bytes))));
    }
}
