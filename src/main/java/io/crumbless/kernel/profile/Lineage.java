package io.crumbless.kernel.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one value comes from; stored in the same row as the value.
 *
 * @param declarationId the statement in the evidence log; null for {@link Origin#PROVIDED} values
 * @param source name of the source in the job file
 * @param channel word of the channel; null for provided values
 * @param elicitation word of the elicitation; null for provided values
 * @param purposes ids of the purposes it serves, sorted, never empty
 * @param notice the notice shown; null for provided values
 * @param legalBasis as declared, for example {@code eu-gdpr:A6-1-a}; null if none was named
 * @param declaredAtMicros when the person declared it: microseconds since the epoch, UTC
 * @param validUntilEpochDay last day on which it may be used, in days since the epoch; null if no end is known
 * @param rule the policy rule that admitted it, for example {@code declared} or the name of a provenance rule
 * @param accumulatedFrom earlier statements whose items an accumulated list contains, in the order of {@link
 *     StatementRef#ORDER}; empty otherwise
 */
public record Lineage(
        Origin origin,
        @Nullable String declarationId,
        String source,
        @Nullable String channel,
        @Nullable String elicitation,
        List<String> purposes,
        @Nullable NoticeRef notice,
        @Nullable String legalBasis,
        long declaredAtMicros,
        @Nullable Integer validUntilEpochDay,
        String rule,
        List<StatementRef> accumulatedFrom) {
    public Lineage {
        purposes = List.copyOf(purposes);
        accumulatedFrom = List.copyOf(accumulatedFrom);
        if (purposes.isEmpty()) {
            throw new IllegalArgumentException("Invalid lineage: a value must serve at least one purpose");
        }
    }

    /** Hides the last day, which may reveal the date that sets it. */
    @Override
    public String toString() {
        return "(" + origin.word() + " in " + source + ")";
    }
}
