package io.crumbless.night.scatter;

import io.crumbless.kernel.merge.Position;
import org.jspecify.annotations.Nullable;

/**
 * A delivered record that was refused or quarantined.
 *
 * @param reason code, a word of {@code Refusal} or {@code LegacyRefusal}
 * @param declarationId null for legacy records and if it could not be read
 */
public record RefusedRecord(
        Position position, String reason, @Nullable String declarationId) {
    /**
     * In place of a code: a question that a delivered record does not answer. Nothing was refused, and nothing is
     * listed.
     */
    static final String UNANSWERED = "unanswered";

    public boolean isListed() {
        return !reason.equals(UNANSWERED);
    }
}
