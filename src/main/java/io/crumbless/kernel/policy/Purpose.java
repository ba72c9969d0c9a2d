package io.crumbless.kernel.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something a value may be used for. Purposes match exactly: none contains another.
 *
 * @param id as in declarations, {@code personal_offers}
 * @param dpv IRI of the DPV purpose, {@code https://w3id.org/dpv#PersonalisedAdvertising}
 * @param fideslang key of the fideslang data use
 * @param title what people call it, by language; English is always there
 * @param legalBasis on which values serve it (GDPR Art. 6(1)), {@code eu-gdpr:A6-1-a}; empty where the policy names none
 * @param markings what of it people may opt out of; mostly nothing
 * @param servesLimited whether sensitive values serve it also of people who limited their use: what they ask for needs it
 */
public record Purpose(
        String id,
        String dpv,
        String fideslang,
        Map<String, String> title,
        Optional<String> legalBasis,
        Set<Marking> markings,
        boolean servesLimited) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public Purpose {
        title = Map.copyOf(title);
        markings = Set.copyOf(markings);
    }

    /** Whether the text may name a purpose, of this policy or another. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
