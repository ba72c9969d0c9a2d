package io.crumbless.night.legacy;

import io.crumbless.kernel.profile.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One fact that a legacy source holds about a person, as delivered. It may be shown to authorised readers only and must
 * never be logged.
 *
 * @param name name of the segment or attribute
 * @param value the delivered value; null if the row records membership only
 * @param score the delivered score
 * @param system the source system stated by the row
 * @param collectedBy the stated collection method
 * @param origin the origin concluded from the evidence
 * @param rule the rule that decided the origin
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
