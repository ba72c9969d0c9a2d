package io.crumbless.night.run;

import java.time.LocalDate;
import java.util.List;

/**
 * What going back to an older snapshot would change.
 *
 * @param from the current snapshot
 * @param to the one to go back to
 * @param attributes how many people have a value of each attribute, now and then
 * @param withdrawals how many withdrawals have come since and stay honoured
 * @param providedGone how many values that people had provided then the current snapshot no longer holds; they stay gone
 */
public record Rollback(
        Snapshot from, Snapshot to, List<AttributeCount> attributes, long withdrawals, long providedGone) {
    public Rollback {
        attributes = List.copyOf(attributes);
    }

    /** One of the two. */
    public record Snapshot(
            String runId,
            LocalDate businessDate,
            String policyVersion,
            long profiles,
            long statements,
            long contactMoments) {}

    /** People with a value of one attribute. */
    public record AttributeCount(String attribute, long now, long then) {}
}
