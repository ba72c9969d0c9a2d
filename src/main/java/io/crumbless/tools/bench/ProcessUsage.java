package io.crumbless.tools.bench;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The resources used by one process, from start to end.
 *
 * @param seconds wall time
 * @param cpuSeconds processor time of all its threads, as last read before it ended; empty if the system does not
 *     report it
 * @param peakBytes peak of resident memory; empty if the system does not report it
 */
public record ProcessUsage(double seconds, OptionalDouble cpuSeconds, OptionalLong peakBytes) {
    /** The same usage without seconds that are not counted. */
    ProcessUsage less(double uncounted) {
        return new ProcessUsage(Math.max(0, seconds - uncounted), cpuSeconds, peakBytes);
    }
}
