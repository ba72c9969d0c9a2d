package io.crumbless.kernel.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The origin of a value. It is determined for each value by its evidence, never for an attribute by its name. */
public enum Origin {
    /** Zero-party: the person declared it knowingly, and it was admitted. */
    DECLARED,
    /**
     * Typed in by the person, but before the admission bar existed: no purpose or notice is on record. DPV
     * ProvidedPersonalData.
     */
    PROVIDED,
    /** Collected by observing the person. DPV ObservedPersonalData. */
    OBSERVED,
    /** Calculated from data present in its source. DPV DerivedPersonalData. */
    DERIVED,
    /** Concluded, not present in any source. DPV InferredPersonalData. */
    INFERRED,
    /** Acquired from a third party. */
    ACQUIRED,
    /** No rule recognises the evidence. Denied. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word used in policy files and in outputs, in lower case; always the same object. */
    public String word() {
        return word;
    }

    /** The origin with this word, if there is one. */
    public static Optional<Origin> ofWord(String word) {
        return Arrays.stream(values())
                .filter(origin -> origin.word().equals(word))
                .findFirst();
    }

    /** The weaker of two, for a segment with several traits: a later constant is weaker. */
    public Origin weaker(Origin other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
