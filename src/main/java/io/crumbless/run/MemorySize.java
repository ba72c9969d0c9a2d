package io.crumbless.run;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: {@code 512m}, {@code 2g}. */
public final class MemorySize {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})([kmg])");

    /** Below this the engine could not hold one batch of rows for each of its threads. */
    private static final long SMALLEST = 16L << 20;

    private MemorySize() {}

    /**
     * Bytes.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a whole number and k, m or g, such as 512m or 2g");
        }
        long unit =
                switch (matcher.group(2)) {
                    case "k" -> 1L << 10;
                    case "m" -> 1L << 20;
                    default -> 1L << 30;
                };
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes < SMALLEST) {
            throw new IllegalArgumentException("the engine needs at least 16m");
        }
        return bytes;
    }
}
