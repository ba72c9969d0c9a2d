package io.crumbless.tools.bench;

import java.time.Duration;

/** The processor time of this process. */
final class ProcessClock {
    private ProcessClock() {}

    /** Of all threads since it began; 0 where the system does not report it. */
    static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
    }
}
