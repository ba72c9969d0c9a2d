package io.crumbless.night.job;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses amounts of memory: {@code 512m}, {@code 2g}. */
public final class MemorySize {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})([kmg])");

    /** A JVM with less would have nothing left for rows. */
    private static final long SMALLEST = 512L << 20;

    private MemorySize() {}

    /**
     * The number of bytes.
     *
     * @throws IllegalArgumentException that describes the expected format
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
