package io.crumbless.legal;

import io.crumbless.profile.Lineage;
import io.crumbless.run.Count;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one snapshot holds of one person. It holds the person's values and is shown only to those who may see them.
 *
 * @param asOf the snapshot's cut-off
 * @param jurisdiction of the profile; empty where there is no profile
 * @param held values in the profile, in the order of the catalogue
 * @param log the person's statements in the evidence log, oldest first
 * @param removed how many legacy values went, by origin and source
 */
public record Explanation(
        String subject,
        String runId,
        LocalDate businessDate,
        Instant asOf,
        String policyVersion,
        Optional<String> jurisdiction,
        List<HeldValue> held,
        List<LogLine> log,
        List<Moment> moments,
        List<Count> removed) {

    /**
     * A value in the profile.
     *
     * @param title of the attribute in the language of the user, or its name
     * @param noticeText what the policy says of the notice that was shown; empty if it says nothing
     */
    public record HeldValue(String attribute, String title, String value, Lineage lineage, String noticeText) {}

    /**
     * One statement of the evidence log.
     *
     * @param value null where the log no longer holds it
     * @param fate what became of it
     */
    public record LogLine(
            String declarationId,
            String source,
            String action,
            String attribute,
            @Nullable String value,
            Instant declaredAt,
            String channel,
            String fate) {}

    /** A window in which the person wants to hear from the shop. */
    public record Moment(String attribute, String purpose, String channel, LocalDate opens, LocalDate closes) {}

    public Explanation {
        held = List.copyOf(held);
        log = List.copyOf(log);
        moments = List.copyOf(moments);
        removed = List.copyOf(removed);
    }

    /** Whether the snapshot knows nothing of this person. */
    public boolean isEmpty() {
        return held.isEmpty() && log.isEmpty() && moments.isEmpty() && removed.isEmpty();
    }
}
