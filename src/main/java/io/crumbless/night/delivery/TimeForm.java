package io.crumbless.night.delivery;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalQueries;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a source formats times; {@code times} of a job file. Seconds and milliseconds can be distinguished by the job
 * file only.
 */
public sealed interface TimeForm {
    /** ISO 8601, including the variants of databases and programs. */
    TimeForm ISO = new Iso();

    /**
     * The time in ISO 8601, with offset if it has one; zone and plausibility are checked afterwards. Null if the text
     * does not have this format.
     */
    @Nullable
    String iso(String text);

    /** By the words in job files. */
    static Map<String, TimeForm> words() {
        Map<String, TimeForm> words = new LinkedHashMap<>();
        words.put("iso", ISO);
        words.put("epoch-seconds", new Epoch(1_000_000));
        words.put("epoch-millis", new Epoch(1_000));
        words.put("epoch-micros", new Epoch(1));
        words.put("rfc-1123", new Rfc1123());
        return words;
    }

    /** Unchanged. */
    record Iso() implements TimeForm {
        @Override
        public String iso(String text) {
            return text;
        }
    }

    /**
     * Units since 1970, integer or with a fraction.
     *
     * @param unitMicros length of the unit
     */
    record Epoch(long unitMicros) implements TimeForm {
        /** Longer texts are not times; the longest times have 17 digits. */
        private static final int MOST_DIGITS = 32;

        /** Spreadsheets show six digits of a large number, and statistics languages seven. */
        private static final int SHOWN_DIGITS = 7;

        private static final BigDecimal SECOND_MICROS = BigDecimal.valueOf(1_000_000);

        private static final long FIRST_MICROS = Duration.ofDays(365).toSeconds() * 1_000_000;

        @Override
        public @Nullable String iso(String text) {
            Long micros = micros(text);
            return micros == null
                    ? null
                    : Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
        }

        /**
         * Whether a spreadsheet or a program that shows few digits rounded it, as {@code 1.79521E+12}, mostly by hours.
         * Others write all digits, and no plus sign.
         */
        private boolean isRounded(String text, BigDecimal number) {
            return text.indexOf('+') > 0
                    && number.precision() <= SHOWN_DIGITS
                    && BigDecimal.valueOf(unitMicros)
                                    .scaleByPowerOfTen(-number.scale())
                                    .compareTo(SECOND_MICROS)
                            > 0;
        }

        /**
         * In microseconds since the epoch. Null if it is not a number, or before 1971: then it is 0 or -1 for a missing
         * value, or has a larger unit.
         */
        public @Nullable Long micros(String text) {
            if (text.length() > MOST_DIGITS) {
                return null;
            }
            try {
                BigDecimal number = new BigDecimal(text);
                if (isRounded(text, number)) {
                    return null;
                }
                // An exponent of a few digits can require more digits than memory holds.
                if (Math.abs((long) number.scale()) > MOST_DIGITS) {
                    return null;
                }
                long since = number.multiply(BigDecimal.valueOf(unitMicros))
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact();
                return since < FIRST_MICROS ? null : since;
            } catch (NumberFormatException | ArithmeticException e) {
                return null;
            }
        }
    }

    /** {@code Fri, 20 Nov 2026 10:31:00 GMT}, as in mail and HTTP. */
    record Rfc1123() implements TimeForm {
        private static final DateTimeFormatter FORM =
                DateTimeFormatter.RFC_1123_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);

        @Override
        public @Nullable String iso(String text) {
            return text(FORM, text);
        }
    }

    /**
     * A pattern of {@link DateTimeFormatter} for a date, a time, or a time with offset. Invalid dates are rejected.
     *
     * @param pattern pattern in the job file
     * @param form the parser
     */
    record Pattern(String pattern, Locale locale, DateTimeFormatter form) implements TimeForm {
        /**
         * Parses a pattern of a job file.
         *
         * @throws IllegalArgumentException if it is invalid, or does not determine a date
         */
        public static Pattern of(String pattern, Locale locale) {
            DateTimeFormatter form = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(yearsOfEra(withPlainBlanks(pattern)))
                    .toFormatter(locale)
                    .withResolverStyle(ResolverStyle.STRICT);
            requireDay(form, pattern);
            return new Pattern(pattern, locale, form);
        }

        private static void requireDay(DateTimeFormatter form, String pattern) {
            try {
                String morning = form.format(ZonedDateTime.parse("2026-11-20T10:31:00+01:00[Europe/Berlin]"));
                String evening = form.format(ZonedDateTime.parse("2026-11-20T22:47:00+01:00[Europe/Berlin]"));
                String read = text(form, morning);
                if (read == null || read.equals(text(form, evening)) != morning.equals(evening)) {
                    throw new IllegalArgumentException("it names no day, or not the hour of it");
                } else if (form.parse(morning).query(TemporalQueries.zoneId()) != null) {
                    throw new IllegalArgumentException(
                            "it names zones, whose clocks show some hours twice; name the zone of the source, or use offsets (X, O)");
                }
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("it is not a pattern of days or times such as dd.MM.yyyy HH:mm", e);
            }
        }

        /** Without an era, {@code y} is interpreted as the year: in strict mode it would be a year of era. */
        private static String yearsOfEra(String pattern) {
            StringBuilder years = new StringBuilder();
            boolean quoted = false;
            for (char c : pattern.toCharArray()) {
                quoted ^= c == '\'';
                years.append(c == 'y' && !quoted && pattern.indexOf('G') < 0 ? 'u' : c);
            }
            return years.toString();
        }

        @Override
        public @Nullable String iso(String text) {
            return text(form, withPlainBlanks(text));
        }

        /** Newer locale data have a narrow no-break space before {@code AM}. */
        private static String withPlainBlanks(String text) {
            return text.replace('\u202F', ' ').replace('\u00A0', ' ');
        }
    }

    private static @Nullable String text(DateTimeFormatter form, String text) {
        try {
            Object time = form.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return time instanceof OffsetDateTime moment ? moment.toInstant().toString() : time.toString();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
