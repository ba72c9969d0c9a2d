package io.crumbless.legal;

import io.crumbless.declaration.LogEntry;
import io.crumbless.policy.Policy;
import io.crumbless.profile.Lineage;
import io.crumbless.profile.Origin;
import io.crumbless.snapshot.Manifest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one snapshot holds of one person. It holds the person's values and is shown only to those who may see them.
 *
 * @param manifest of the snapshot
 * @param policy the policy in force then, with the notices as they were shown
 * @param erasedAt when the person asked to be erased; empty where they did not
 * @param jurisdiction of the profile; empty where there is none
 * @param held values in the profile, in the order of the catalogue
 * @param log the person's statements in the evidence log, the latest first
 * @param refused the night's records of the person that were refused
 * @param removed how many legacy values went, by origin and source
 * @param moments when the person wants to hear from the shop
 * @param extracts ids of the purposes whose extract the person stands in
 */
public record Explanation(
        String subject,
        Manifest manifest,
        Policy policy,
        Optional<Instant> erasedAt,
        Optional<String> jurisdiction,
        List<HeldValue> held,
        List<LogEntry> log,
        List<RefusedRecord> refused,
        List<Removed> removed,
        List<Moment> moments,
        List<String> extracts) {

    /**
     * A value in the profile.
     *
     * @param items canonical texts; one, unless the attribute is a list
     * @param evidence the statement the lineage leads to; empty for a provided value
     */
    public record HeldValue(String attribute, List<String> items, Lineage lineage, Optional<LogEntry> evidence) {
        public HeldValue {
            items = List.copyOf(items);
        }
    }

    /**
     * A record that was refused.
     *
     * @param file as delivered
     * @param position line or row, from 1
     * @param reason code of the refusal
     */
    public record RefusedRecord(
            String source,
            String file,
            long position,
            String reason,
            @Nullable String declarationId) {}

    /** So many legacy values of one origin. */
    public record Removed(String source, Origin origin, long values) {}

    /** A window in which the person wants to hear from the shop; both days count. */
    public record Moment(
            String attribute,
            String purpose,
            String channel,
            LocalDate opens,
            LocalDate closes,
            String source,
            String declarationId) {}

    public Explanation {
        held = List.copyOf(held);
        log = List.copyOf(log);
        refused = List.copyOf(refused);
        removed = List.copyOf(removed);
        moments = List.copyOf(moments);
        extracts = List.copyOf(extracts);
    }

    /** Whether the snapshot knows nothing of this person. */
    public boolean isEmpty() {
        return held.isEmpty() && log.isEmpty() && refused.isEmpty() && removed.isEmpty() && moments.isEmpty();
    }

    /** The same, of somebody who asked to be erased. */
    public Explanation erased(Instant at) {
        return new Explanation(
                subject,
                manifest,
                policy,
                Optional.of(at),
                jurisdiction,
                held,
                log,
                refused,
                removed,
                moments,
                extracts);
    }
}
