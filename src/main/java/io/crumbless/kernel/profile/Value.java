package io.crumbless.kernel.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** One typed value. Personal: {@code toString} shows only the kind. */
public sealed interface Value {
    /** The canonical text, which {@link AttributeType#parse} parses to an equal value. */
    String canonical();

    /** Text, or a choice of an enumeration. */
    record Text(String text) implements Value {
        @Override
        public String canonical() {
            return text;
        }

        @Override
        public String toString() {
            return "(text)";
        }
    }

    /** Yes or no. */
    record Flag(boolean on) implements Value {
        @Override
        public String canonical() {
            return Boolean.toString(on);
        }

        @Override
        public String toString() {
            return "(flag)";
        }
    }

    /** A whole number of 64 bits. */
    record Whole(long number) implements Value {
        @Override
        public String canonical() {
            return Long.toString(number);
        }

        @Override
        public String toString() {
            return "(whole number)";
        }
    }

    /** A decimal number with the scale of its attribute, of at most 18 digits. */
    record Decimal(BigDecimal number) implements Value {
        @Override
        public String canonical() {
            return number.toPlainString();
        }

        @Override
        public String toString() {
            return "(decimal)";
        }
    }

    /** A calendar day. */
    record Day(LocalDate date) implements Value {
        @Override
        public String canonical() {
            return date.toString();
        }

        @Override
        public String toString() {
            return "(date)";
        }
    }

    /** A moment, UTC, with microseconds. */
    record Moment(Instant instant) implements Value {
        public Moment {
            instant = instant.truncatedTo(ChronoUnit.MICROS);
        }

        @Override
        public String canonical() {
            return instant.toString();
        }

        @Override
        public String toString() {
            return "(timestamp)";
        }
    }

    /** A list of distinct values, in the order declared. */
    record Items(List<Value> items) implements Value {
        public Items {
            items = List.copyOf(new LinkedHashSet<>(items));
        }

        /** A JSON array of strings. */
        @Override
        public String canonical() {
            return items.stream()
                    .map(item -> JsonText.quote(item.canonical()))
                    .collect(Collectors.joining(",", "[", "]"));
        }

        @Override
        public String toString() {
            return "(list)";
        }
    }
}
