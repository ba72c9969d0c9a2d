package io.crumbless.tools.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What one process took, from its start to its end.
 *
 * @param seconds on the clock
 * @param cpuSeconds of all its threads, as last seen before it ended; empty where the system does not report it
 * @param peakBytes most memory resident at a time; empty where the system does not report it
 */
public record ProcessUsage(double seconds, OptionalDouble cpuSeconds, OptionalLong peakBytes) {
    /** Without seconds that do not count. */
    ProcessUsage less(double uncounted) {
        return new ProcessUsage(Math.max(0, seconds - uncounted), cpuSeconds, peakBytes);
    }
}
