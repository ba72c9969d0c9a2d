package io.crumbless.kernel.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What declarations through some channels must contain beyond what every declaration contains. */
public enum Duty {
    /** The pseudonym of the person who recorded it: column {@code recorded_by}. */
    RECORDED_BY,
    /** That it was read back and the person confirmed it: column {@code confirmed} is true. */
    CONFIRMED,
    /** Where its form or recording is stored: column {@code evidence_ref}. */
    EVIDENCE_REF;

    /** The word used in policy files: the column of the declaration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The duty with this word, if there is one. */
    public static Optional<Duty> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
