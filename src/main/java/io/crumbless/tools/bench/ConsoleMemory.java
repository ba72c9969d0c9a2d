package io.crumbless.tools.bench;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Memory of the measured console at one moment.
 *
 * @param seconds since the time began that was held
 * @param liveBytes of objects in use, behind a full collection; empty where Java does not say
 * @param residentBytes of the process; empty where the system does not say
 */
public record ConsoleMemory(double seconds, OptionalLong liveBytes, OptionalLong residentBytes) {
    String words() {
        return String.format(
                Locale.ROOT,
                "memory after %.0f s: objects in use %s MiB, resident %s MiB",
                seconds,
                mebibytes(liveBytes),
                mebibytes(residentBytes));
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isEmpty() ? "n/a" : String.format(Locale.ROOT, "%.1f", bytes.getAsLong() / 1024.0 / 1024.0);
    }
}
