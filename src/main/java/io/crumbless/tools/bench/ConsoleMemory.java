package io.crumbless.tools.bench;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * The memory of the measured console at one point in time.
 *
 * @param seconds seconds since the sustained load began
 * @param liveBytes size of live objects after a full collection; empty if Java does not report it
 * @param residentBytes resident memory of the process; empty if the system does not report it
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
