package io.crumbless.cli.terminal;

import io.crumbless.process.Quantity;
import java.time.Duration;
import java.util.Locale;

/** Formats numbers, the same in every locale. */
public final class Numbers {
    private Numbers() {}

    /** {@code 31,204} */
    public static String grouped(long number) {
        return Quantity.grouped(number);
    }

    /** {@code 0.4 s}, {@code 2 min 05 s}, {@code 1 h 12 min} */
    public static String took(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }
}
