package io.crumbless.tools.bench;

import java.time.Duration;

/** Reads the processor time of this process. */
final class ProcessClock {
    private ProcessClock() {}

    /** Processor time of all threads since the start of the process; 0 if the system does not report it. */
    static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
    }
}
