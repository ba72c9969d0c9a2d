package io.crumbless.night.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A use of a person's values outside of Crumbless: a coupon sent, a call made.
 *
 * @param source name of the activation log in the job file
 * @param atMicros microseconds since the epoch, UTC
 * @param action what was done, as worded in the log
 * @param purpose id of the purpose; null if it is not in the log
 * @param channel the channel; null if it is not in the log
 * @param attribute the attribute that was used; null if it is not in the log
 * @param declarationId the statement that was used; null if it is not in the log
 */
public record Activation(
        String source,
        long atMicros,
        String action,
        @Nullable String purpose,
        @Nullable String channel,
        @Nullable String attribute,
        @Nullable String declarationId) {
    @Override
    public String toString() {
        return "(activation)";
    }
}
