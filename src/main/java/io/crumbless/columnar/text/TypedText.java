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
 * Text forms of typed values in JSON Lines: dates and times as ISO 8601, floating-point numbers in their shortest
 * digits. A value without a text form becomes an object, so that a mapped column with it is malformed.
 */
public final class TypedText {
    private static final long NANOS = 1_000_000_000L;

    private TypedText() {}

    /** An instant, as text in UTC. */
    public static JsonValue moment(Instant moment) {
        return new JsonValue.Scalar(moment.toString());
    }

    /** A local time, without a zone. */
    public static JsonValue local(LocalDateTime time) {
        return new JsonValue.Scalar(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time));
    }

    /** A date, in days since 1970-01-01. */
    public static JsonValue day(long epochDay) {
        try {
            return new JsonValue.Scalar(LocalDate.ofEpochDay(epochDay).toString());
        } catch (DateTimeException beyondAllTimes) {
            return noText(Long.BYTES);
        }
    }

    /**
     * The instant of a count since the epoch.
     *
     * @param resolution units per second
     * @throws DateTimeException if it is out of range
     */
    public static Instant instant(long number, long resolution) {
        long nanos = Math.floorMod(number, resolution) * (NANOS / resolution);
        return Instant.ofEpochSecond(Math.floorDiv(number, resolution), nanos);
    }

    /** The local time so long after the epoch. */
    public static LocalDateTime clock(Instant sinceEpoch) {
        return LocalDateTime.ofInstant(sinceEpoch, ZoneOffset.UTC);
    }

    /** As Parquet's floating-point numbers: shortest digits, no exponent. */
    public static JsonValue fraction(String text) {
        boolean finite = !text.equals("NaN") && !text.endsWith("Infinity");
        if (!finite) {
            return new JsonValue.Scalar(text);
        }
        BigDecimal plain = new BigDecimal(text);
        return new JsonValue.Scalar(
                plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString());
    }

    /** A value without a text form. */
    public static JsonValue noText(int bytes) {
        return new JsonValue.Struct(Map.of("bytes", new JsonValue.Scalar(Integer.toString(bytes))));
    }
}
