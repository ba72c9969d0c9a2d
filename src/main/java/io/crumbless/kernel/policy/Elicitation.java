package io.crumbless.kernel.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a declaration was elicited from the person. */
public enum Elicitation {
    /** Unasked. */
    VOLUNTEERED,
    /** Asked openly, answered in their own words. */
    PROMPTED_OPEN,
    /** Asked to choose among answers of which none was preselected. */
    PROMPTED_CHOICE,
    /** Shown an earlier answer of their own, and actively confirmed it. */
    CONFIRMED_PREFILL,
    /** Shown an answer that applied unless they objected. */
    PREFILLED,
    /** Never shown a choice. */
    DEFAULTED,
    /** Inferred from something else they did. */
    IMPLIED,
    /** Part of another agreement that they could not decline separately. */
    BUNDLED,
    /** Not recorded. */
    UNKNOWN;

    /** The word used in policy files, declarations and outputs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The elicitation with this word, if there is one. */
    public static Optional<Elicitation> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }

    /** Whether the person acted. A policy may refuse these elicitations, but can never admit the others. */
    public boolean mayBeAdmitted() {
        return compareTo(CONFIRMED_PREFILL) <= 0;
    }
}
