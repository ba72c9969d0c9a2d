package io.crumbless.kernel.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a declaration must show besides what every declaration shows. */
public enum Duty {
    /** Who wrote it down, by pseudonym: column {@code recorded_by}. */
    RECORDED_BY,
    /** That it was read back and the person agreed: column {@code confirmed} is true. */
    CONFIRMED,
    /** Where the form or recording is kept: column {@code evidence_ref}. */
    EVIDENCE_REF;

    /** The word used in policy files: the column of the declaration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The duty of that word, if there is one. */
    public static Optional<Duty> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
