package io.crumbless.kernel.declaration;

import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/** Times as they are delivered beside declarations, read by the same rules. */
public final class DeliveredTimes {
    private final DeclaredTimes times;

    /** @param zone of times without offset; empty where such times are an error */
    public DeliveredTimes(Optional<ZoneId> zone) {
        this.times = new FastDeclaredTimes(zone);
    }

    /**
     * Microseconds since the epoch, UTC; empty for what is no time. Of a time that the clocks showed twice or skipped, the
     * later moment it may mean.
     */
    public OptionalLong micros(String text) {
        long micros = times.latestMicros(text);
        return DeclaredTimes.isRefused(micros) ? OptionalLong.empty() : OptionalLong.of(micros);
    }
}
