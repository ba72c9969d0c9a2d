package io.crumbless.policy;

import java.util.Map;

/**
 * Something a value may be used for. Purposes match exactly: none contains another.
 *
 * @param id as in declarations, {@code personal_offers}
 * @param dpv IRI of the DPV purpose, {@code https://w3id.org/dpv#PersonalisedAdvertising}
 * @param fideslang key of the fideslang data use
 * @param title what people call it, by language; English is always there
 */
public record Purpose(String id, String dpv, String fideslang, Map<String, String> title) {
    public Purpose {
        title = Map.copyOf(title);
    }
}
