package io.crumbless.kernel.profile;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of an attribute's values. Parsing is strict: text that is not of the type yields no value, and is never
 * coerced. Every Parquet reader supports these types.
 */
public sealed interface AttributeType {
    /** The value that the text denotes, or empty if it is not of this type. */
    Optional<Value> parse(String text);

    /** As written in {@code attributes.yaml}. */
    String notation();

    /** Calls the case of this type. */
    <T> T match(Cases<T> cases);

    /** The item type of a list; the type itself otherwise. */
    default AttributeType element() {
        return this;
    }

    /** {@code string}: any text that is not blank, of at most {@value #LONGEST} characters. */
    record StringType() implements AttributeType {
        /** Longer texts are free text, not values of an attribute. */
        public static final int LONGEST = 1000;

        @Override
        public Optional<Value> parse(String text) {
            boolean wellFormed = !text.isBlank() && !isTooLong(text) && text.indexOf('\0') < 0;
            return wellFormed ? Optional.of(new Value.Text(text)) : Optional.empty();
        }

        /** Counts Unicode code points, not {@code char}s. */
        private static boolean isTooLong(String text) {
            return text.length() > LONGEST && text.codePointCount(0, text.length()) > LONGEST;
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ofString(this);
        }

        @Override
        public String notation() {
            return "string";
        }
    }

    /** {@code boolean}: {@code true} or {@code false}, {@code t} or {@code f}, in any letter case. */
    record BooleanType() implements AttributeType {
        @Override
        public Optional<Value> parse(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "t" -> Optional.of(new Value.Flag(true));
                case "false", "f" -> Optional.of(new Value.Flag(false));
                default -> Optional.empty();
            };
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ofBoolean(this);
        }

        @Override
        public String notation() {
            return "boolean";
        }
    }

    /**
     * {@code int}: a whole number of 64 bits. Trailing zeros after a decimal point are accepted, since some systems
     * have no integers.
     */
    record IntType() implements AttributeType {
        private static final Pattern DIGITS = Pattern.compile("(-?(?:0|[1-9][0-9]{0,18}))(?:\\.0{1,18})?");

        @Override
        public Optional<Value> parse(String text) {
            Matcher digits = DIGITS.matcher(text);
            if (!digits.matches()) {
                return Optional.empty();
            }
            BigInteger number = new BigInteger(digits.group(1));
            return number.bitLength() < Long.SIZE ? Optional.of(new Value.Whole(number.longValue())) : Optional.empty();
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ofInt(this);
        }

        @Override
        public String notation() {
            return "int";
        }
    }

    /**
     * {@code decimal(p,s)}: up to {@code precision} digits, {@code scale} of them after the decimal point; never
     * rounded.
     */
    record DecimalType(int precision, int scale) implements AttributeType {
        private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

        public DecimalType {
            if (precision < 1 || precision > 18 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("Invalid decimal(" + precision + "," + scale
                        + "): precision must be between 1 and 18 and scale between 0 and the precision");
            }
        }

        @Override
        public Optional<Value> parse(String text) {
            if (!DIGITS.matcher(text).matches()) {
                return Optional.empty();
            }
            BigDecimal number = new BigDecimal(text).stripTrailingZeros();
            boolean fits = number.signum() == 0
                    || (number.scale() <= scale && number.precision() - number.scale() <= precision - scale);
            if (!fits) {
                return Optional.empty();
            }
            return Optional.of(new Value.Decimal(number.setScale(scale)));
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ofDecimal(this);
        }

        @Override
        public String notation() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /** {@code date}: an ISO 8601 calendar date, {@code 2026-11-22}; a following midnight without offset is ignored. */
    record DateType() implements AttributeType {
        private static final int LENGTH = 10;
        private static final Pattern MIDNIGHT = Pattern.compile("[T ]00:00(:00(\\.0{1,9})?)?");

        @Override
        public Optional<Value> parse(String text) {
            boolean day = text.length() == LENGTH
                    || (text.length() > LENGTH
                            && MIDNIGHT.matcher(text)
                                    .region(LENGTH, text.length())
                                    .matches());
            if (!day) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Value.Day(LocalDate.parse(text.substring(0, LENGTH))));
            } catch (DateTimeException notADate) {
                return Optional.empty();
            }
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ofDate(this);
        }

        @Override
        public String notation() {
            return "date";
        }
    }

    /** {@code timestamp}: an ISO 8601 date and time with an offset, with a four-digit year. */
    record TimestampType() implements AttributeType {
        private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
        private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

        @Override
        public Optional<Value> parse(String text) {
            try {
                Instant instant = OffsetDateTime.parse(text).toInstant();
                boolean ofFourDigits = !instant.isBefore(FIRST) && instant.isBefore(AFTER_LAST);
                return ofFourDigits ? Optional.of(new Value.Moment(instant)) : Optional.empty();
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ofTimestamp(this);
        }

        @Override
        public String notation() {
            return "timestamp";
        }
    }

    /** {@code enum[a, b]}: one of the choices, exactly as written. */
    record EnumType(List<String> choices) implements AttributeType {
        public EnumType {
            choices = List.copyOf(choices);
        }

        @Override
        public Optional<Value> parse(String text) {
            return choices.contains(text) ? Optional.of(new Value.Text(text)) : Optional.empty();
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ofEnum(this);
        }

        @Override
        public String notation() {
            return "enum[" + String.join(", ", choices) + "]";
        }
    }

    /** {@code list<t>}: several values of one simple type; delivered as a JSON array or as a single item. */
    record ListType(AttributeType element) implements AttributeType {
        public ListType {
            if (element instanceof ListType) {
                throw new IllegalArgumentException(
                        "Invalid list: a list of lists has no column type every reader takes");
            }
        }

        @Override
        public Optional<Value> parse(String text) {
            Optional<List<String>> texts = text.startsWith("[") ? JsonText.items(text) : Optional.of(List.of(text));
            if (texts.isEmpty() || texts.get().isEmpty()) {
                return Optional.empty();
            }
            List<Value> items = new ArrayList<>();
            for (String item : texts.get()) {
                Optional<Value> value = element.parse(item);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                items.add(value.get());
            }
            return Optional.of(new Value.Items(items));
        }

        @Override
        public <T> T match(Cases<T> cases) {
            return cases.ofList(this);
        }

        @Override
        public String notation() {
            return "list<" + element.notation() + ">";
        }
    }

    /**
     * One case for each type. A new type does not compile until it has a case here, and then in every implementation,
     * so no code can treat it as another type by accident.
     */
    interface Cases<T> {
        T ofString(StringType type);

        T ofBoolean(BooleanType type);

        T ofInt(IntType type);

        T ofDecimal(DecimalType type);

        T ofDate(DateType type);

        T ofTimestamp(TimestampType type);

        T ofEnum(EnumType type);

        T ofList(ListType type);
    }
}
