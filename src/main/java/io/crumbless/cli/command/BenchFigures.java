package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Formats the measurements of the bench commands. */
final class BenchFigures {
    private static final String UNKNOWN = "n/a";

    private BenchFigures() {}

    /** With one decimal. */
    static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** With two decimals. */
    static String hundredths(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** For JSON. */
    static Object known(OptionalDouble value) {
        return value.isPresent() ? (Object) value.getAsDouble() : UNKNOWN;
    }

    /** For JSON. */
    static Object known(OptionalLong value) {
        return value.isPresent() ? (Object) value.getAsLong() : UNKNOWN;
    }

    /** The result of a measurement that succeeded: outcome and exit code, then these keys and values. */
    static Map<String, @Nullable Object> measured(@Nullable Object... keysAndValues) {
        Stream<@Nullable Object> head = Stream.of("outcome", "measured", "exit_code", 0);
        return ResultJson.ordered(Stream.concat(head, Stream.of(keysAndValues)).toArray());
    }
}
