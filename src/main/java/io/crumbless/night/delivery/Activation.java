package io.crumbless.night.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Something that was done with a person's values outside of Crumbless: a coupon sent, a call made.
 *
 * @param source name of the activation log in the job file
 * @param atMicros microseconds since the epoch, UTC
 * @param action what was done, in the words of the log
 * @param purpose id of the purpose it was done for; null where the log does not say
 * @param channel through what; null where the log does not say
 * @param attribute the attribute it was done because of; null where the log does not say
 * @param declarationId the statement it was done because of; null where the log does not say
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
