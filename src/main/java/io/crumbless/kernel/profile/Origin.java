package io.crumbless.kernel.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a value came to be. Classification is of the value by its evidence, never of the attribute by its name. */
public enum Origin {
    /** Zero-party: the person stated it knowingly and it passed the admission bar. */
    DECLARED,
    /** Typed in by the person, but before the bar: no purpose or notice on record. DPV ProvidedPersonalData. */
    PROVIDED,
    /** Collected by watching the person. DPV ObservedPersonalData. */
    OBSERVED,
    /** Calculated, and present in its source. DPV DerivedPersonalData. */
    DERIVED,
    /** Concluded, and not present in any source. DPV InferredPersonalData. */
    INFERRED,
    /** Bought from somebody else. */
    ACQUIRED,
    /** No rule recognises the evidence. Denied. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word used in policy files and in outputs, in lower case; always the same object. */
    public String word() {
        return word;
    }

    /** The origin of that word, if there is one. */
    public static Optional<Origin> ofWord(String word) {
        return Arrays.stream(values())
                .filter(origin -> origin.word().equals(word))
                .findFirst();
    }

    /** The weaker of two, for a segment built from several traits: a later constant is weaker. */
    public Origin weaker(Origin other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
