package io.crumbless.kernel.policy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A purpose for which values may be used. Purposes are compared for equality: none includes another.
 *
 * @param id as in declarations, {@code personal_offers}
 * @param dpv IRI of the DPV purpose, {@code https://w3id.org/dpv#PersonalisedAdvertising}
 * @param fideslang key of the fideslang data use
 * @param title display name by language; English is always present
 * @param legalBasis legal basis of the purpose (GDPR Art. 6(1)), {@code eu-gdpr:A6-1-a}; empty if the policy names none
 * @param markings why people may opt out of it; mostly empty
 * @param servesLimited whether sensitive values may serve it even if the person limited their use, because it provides
 *     what they requested
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

    /** Whether the text has the form of a purpose id, in this policy or another. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
