package io.crumbless.night.job;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: {@code 512m}, {@code 2g}. */
public final class MemorySize {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})([kmg])");

    /** Below this a process of Java would have nothing left for the rows. */
    private static final long SMALLEST = 512L << 20;

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
            throw new IllegalArgumentException("a night needs 512m at least");
        }
        return bytes;
    }
}
