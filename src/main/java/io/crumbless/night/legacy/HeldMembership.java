package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One fact that a legacy source holds of a person, as it is delivered: for those who may see it, never for a log.
 *
 * @param name of the segment or attribute
 * @param value beside it; null where membership is all
 * @param score beside it
 * @param system the row says it comes from
 * @param collectedBy how it was collected
 * @param origin by its evidence
 * @param rule that decided the origin
 */
public record HeldMembership(
        String name,
        @Nullable String value,
        @Nullable String score,
        @Nullable String system,
        @Nullable String collectedBy,
        Origin origin,
        String rule) {
    @Override
    public String toString() {
        return "(membership)";
    }
}
