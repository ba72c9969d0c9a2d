package io.crumbless.kernel.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a person came to make a declaration. */
public enum Elicitation {
    /** Unasked. */
    VOLUNTEERED,
    /** Asked openly, answered in own words. */
    PROMPTED_OPEN,
    /** The person was asked, and chose among answers of which none was preselected. */
    PROMPTED_CHOICE,
    /** Shown an earlier answer of their own, and actively confirmed it. */
    CONFIRMED_PREFILL,
    /** Shown an answer that stood unless they objected. */
    PREFILLED,
    /** Never shown a choice. */
    DEFAULTED,
    /** Concluded from something else they did. */
    IMPLIED,
    /** Part of another agreement that they could not refuse apart. */
    BUNDLED,
    /** Not recorded. */
    UNKNOWN;

    /** The word used in policy files, declarations and outputs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The elicitation of that word, if there is one. */
    public static Optional<Elicitation> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }

    /** Whether the person acted; a policy may refuse these too, but can never admit the others. */
    public boolean mayBeAdmitted() {
        return compareTo(CONFIRMED_PREFILL) <= 0;
    }
}
