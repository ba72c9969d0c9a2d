package io.crumbless.answers.statement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object of linked data (JSON-LD) as it comes together; what is not known is left out. */
final class LinkedNode {
    /** Leads to the node of the person. */
    static final Map<String, Object> SUBJECT = Map.of("@id", "urn:crumbless:subject");

    /** Terms whose empty list states that there are none; an empty list of any other term is left out. */
    private static final Set<String> NONE_IS_TOLD =
            Set.of("dpv:hasRecipient", "crumbless:transfer", "crumbless:automatedDecision");

    private final Map<String, Object> fields = new LinkedHashMap<>();

    LinkedNode(String type) {
        fields.put("@type", type);
    }

    void put(String term, @Nullable Object value) {
        boolean nothing = value == null || (value instanceof List<?> list && list.isEmpty());
        if (value != null && (!nothing || NONE_IS_TOLD.contains(term))) {
            fields.put(term, value);
        }
    }

    Map<String, Object> fields() {
        return fields;
    }
}
