package io.crumbless.answers.statement;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A builder of a JSON-LD object; unknown fields are left out. */
final class LinkedNode {
    /** Namespace of the W3C Data Privacy Vocabulary. */
    static final String DPV = "https://w3id.org/dpv#";

    /** Refers to the node of the person. */
    static final Map<String, Object> SUBJECT = Map.of("@id", "urn:crumbless:subject");

    /** Terms whose empty list states that there are none; an empty list of any other term is left out. */
    private static final Set<String> STATED_IF_EMPTY =
            Set.of("dpv:hasRecipient", "crumbless:transfer", "crumbless:automatedDecision");

    private final Map<String, Object> fields = new LinkedHashMap<>();

    LinkedNode(String type) {
        fields.put("@type", type);
    }

    void put(String term, @Nullable Object value) {
        boolean nothing = value == null || (value instanceof List<?> list && list.isEmpty());
        if (value != null && (!nothing || STATED_IF_EMPTY.contains(term))) {
            fields.put(term, value);
        }
    }

    static @Nullable Object reference(@Nullable String term) {
        return term == null ? null : Map.of("@id", term);
    }

    /** @param micros since the epoch, UTC */
    static String moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }

    Map<String, Object> fields() {
        return fields;
    }
}
