package io.crumbless.night.run;

import java.time.LocalDate;
import java.util.List;

/**
 * What a rollback to an older snapshot would change.
 *
 * @param from the current snapshot
 * @param to the snapshot to restore
 * @param attributes how many people have a value of each attribute, in either snapshot
 * @param withdrawals number of withdrawals since, which stay in effect
 * @param providedGone number of provided values of the older snapshot that the current one no longer contains; they are
 *     not restored
 */
public record Rollback(
        Snapshot from, Snapshot to, List<AttributeCount> attributes, long withdrawals, long providedGone) {
    public Rollback {
        attributes = List.copyOf(attributes);
    }

    /** One of the two snapshots. */
    public record Snapshot(
            String runId,
            LocalDate businessDate,
            String policyVersion,
            long profiles,
            long statements,
            long contactMoments) {}

    /** Number of people with a value of one attribute. */
    public record AttributeCount(String attribute, long now, long then) {}
}
