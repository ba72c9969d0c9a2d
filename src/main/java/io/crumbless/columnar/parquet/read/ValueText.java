package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.storage.LittleEndian;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** The canonical text of a stored value; null if the bytes have none, for example invalid UTF-8. */
interface ValueText {
    @Nullable
    String of(Values values, int index);

    static ValueText of(PrimitiveType type, ColumnKind kind) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        PrimitiveTypeName physical = type.getPrimitiveTypeName();
        return switch (kind) {
            case TEXT -> logical instanceof UUIDLogicalTypeAnnotation ? ValueText::uuid : ValueText::utf8;
            case BOOLEAN -> (values, i) -> values.numbers[i] == 0 ? "false" : "true";
            case WHOLE ->
                logical instanceof IntLogicalTypeAnnotation number && !number.isSigned()
                        ? unsigned(number.getBitWidth())
                        : (values, i) -> Long.toString(values.numbers[i]);
            case DECIMAL -> decimal(((DecimalLogicalTypeAnnotation) logical).getScale(), physical);
            case FRACTION ->
                physical == PrimitiveTypeName.FLOAT
                        ? (values, i) -> fraction(Float.toString(Float.intBitsToFloat((int) values.numbers[i])))
                        : (values, i) -> fraction(Double.toString(Double.longBitsToDouble(values.numbers[i])));
            case DATE -> (values, i) -> LocalDate.ofEpochDay(values.numbers[i]).toString();
            case TIME -> time(((TimeLogicalTypeAnnotation) logical).getUnit());
            case TIMESTAMP -> timestamp(logical);
            case UNSUPPORTED -> (values, i) -> null;
        };
    }

    private static @Nullable String utf8(Values values, int i) {
        int start = values.starts[i];
        int length = values.ends[i] - start;
        String text = new String(values.bytes, start, length, StandardCharsets.UTF_8);
        // Java substitutes U+FFFD for invalid UTF-8; the text may also contain a genuine one.
        return text.indexOf('\uFFFD') >= 0 && !isUtf8(values.bytes, start, length) ? null : text;
    }

    private static boolean isUtf8(byte[] bytes, int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String uuid(Values values, int i) {
        ByteBuffer bytes = ByteBuffer.wrap(values.bytes, values.starts[i], 16);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static ValueText unsigned(int bits) {
        return bits == 64
                ? (values, i) -> Long.toUnsignedString(values.numbers[i])
                : (values, i) -> Long.toString(values.numbers[i] & 0xFFFFFFFFL);
    }

    private static ValueText decimal(int scale, PrimitiveTypeName physical) {
        return physical == PrimitiveTypeName.INT32 || physical == PrimitiveTypeName.INT64
                ? (values, i) -> BigDecimal.valueOf(values.numbers[i], scale).toPlainString()
                : (values, i) -> values.starts[i] == values.ends[i]
                        ? null
                        : new BigDecimal(unscaled(values, i), scale).toPlainString();
    }

    static BigInteger unscaled(Values values, int i) {
        return new BigInteger(Arrays.copyOfRange(values.bytes, values.starts[i], values.ends[i]));
    }

    /** The shortest digits that identify the number, without exponent: {@code 3}, {@code 0.25}, {@code NaN}. */
    private static String fraction(String text) {
        char last = text.charAt(text.length() - 1);
        if (last == 'N' || last == 'y') {
            return text;
        }
        BigDecimal plain = new BigDecimal(text);
        return plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString();
    }

    private static ValueText time(TimeUnit unit) {
        long nanos = nanosIn(unit);
        long perDay = 86_400_000_000_000L / nanos;
        return (values, i) -> {
            long value = values.numbers[i];
            if (value < 0 || value >= perDay) {
                return null;
            }
            String text = Instant.EPOCH.plusNanos(value * nanos).toString();
            return text.substring(text.indexOf('T') + 1, text.length() - 1);
        };
    }

    private static ValueText timestamp(@Nullable LogicalTypeAnnotation logical) {
        if (!(logical instanceof TimestampLogicalTypeAnnotation annotated)) {
            return (values, i) -> Int96.isMoment(values, i)
                    ? instant(Int96.seconds(values, i), Int96.nanoOfSecond(values, i), true)
                    : null;
        }
        long perSecond = 1_000_000_000L / nanosIn(annotated.getUnit());
        long nanos = nanosIn(annotated.getUnit());
        boolean utc = annotated.isAdjustedToUTC();
        return (values, i) -> {
            long value = values.numbers[i];
            return instant(Math.floorDiv(value, perSecond), (int) (Math.floorMod(value, perSecond) * nanos), utc);
        };
    }

    /** ISO 8601 with seconds, and 3, 6 or 9 digits below them where they are not zero. */
    private static @Nullable String instant(long seconds, int nanos, boolean utc) {
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            return null;
        }
        String text = Instant.ofEpochSecond(seconds, nanos).toString();
        return utc ? text : text.substring(0, text.length() - 1);
    }

    static long nanosIn(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000_000L;
            case MICROS -> 1_000L;
            case NANOS -> 1L;
        };
    }

    /**
     * INT96, the timestamp of Impala and old versions of Spark: nanoseconds of the day in 8 bytes, then the Julian day
     * in 4, little-endian.
     */
    final class Int96 {
        private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
        private static final long SECONDS_PER_DAY = 86_400;

        private Int96() {}

        /**
         * False if the nanoseconds exceed a day: Spark writes dates outside of its calendar that way, and readers
         * disagree about them.
         */
        static boolean isMoment(Values values, int i) {
            long nanoOfDay = LittleEndian.longAt(values.bytes, values.starts[i]);
            return nanoOfDay >= 0 && nanoOfDay < SECONDS_PER_DAY * 1_000_000_000L;
        }

        static long seconds(Values values, int i) {
            long day = LittleEndian.intAt(values.bytes, values.starts[i] + 8) & 0xFFFFFFFFL;
            long nanoOfDay = LittleEndian.longAt(values.bytes, values.starts[i]);
            return (day - JULIAN_DAY_OF_EPOCH) * SECONDS_PER_DAY + Math.floorDiv(nanoOfDay, 1_000_000_000L);
        }

        static int nanoOfSecond(Values values, int i) {
            return (int) Math.floorMod(LittleEndian.longAt(values.bytes, values.starts[i]), 1_000_000_000L);
        }
    }
}
