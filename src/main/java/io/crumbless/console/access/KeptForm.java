package io.crumbless.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form that was sent but not carried out for a temporary reason. It is shown again as filled in, and carried out only
 * if the user sends it again. Kept in memory only.
 *
 * @param path path to which it was sent
 * @param fields the fields as sent
 */
public record KeptForm(String path, Map<String, List<String>> fields, Reason reason, Instant at) {
    /** Long enough to log in again, or for a run to end. */
    static final Duration KEPT_FOR = Duration.ofMinutes(30);

    /** Why it was not carried out. */
    public enum Reason {
        /** The session had ended. */
        SESSION,
        /** A run held the control database. */
        BUSY
    }

    public KeptForm {
        fields = Map.copyOf(fields);
    }

    boolean isOld(Instant now) {
        return !now.isBefore(at.plus(KEPT_FOR));
    }

    /** The first value of a field; empty if it was not sent. */
    public Optional<String> value(String field) {
        return values(field).stream().findFirst();
    }

    public List<String> values(String field) {
        return fields.getOrDefault(field, List.of());
    }
}
