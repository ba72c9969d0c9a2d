package io.crumbless.kernel.declaration;

import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parses times that are delivered beside declarations, such as those of opt-outs and erasure requests, by the rules of
 * {@link DeclaredTimes}.
 */
public final class DeliveredTimes {
    private final DeclaredTimes times;

    /** @param zone zone of times without offset; if empty, such times are an error */
    public DeliveredTimes(Optional<ZoneId> zone) {
        this.times = new FastDeclaredTimes(zone);
    }

    /**
     * Microseconds since the epoch, UTC; empty if the text is not a time. For a local time in a daylight saving gap or
     * overlap, the later of the possible moments.
     */
    public OptionalLong micros(String text) {
        long micros = times.latestMicros(text);
        return DeclaredTimes.isRefused(micros) ? OptionalLong.empty() : OptionalLong.of(micros);
    }
}
