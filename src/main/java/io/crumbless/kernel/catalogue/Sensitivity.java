package io.crumbless.kernel.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How sensitive the values of an attribute are. */
public enum Sensitivity {
    /** Ordinary personal data; the default. */
    NONE,
    /** Not listed in GDPR Art. 9, but likely to embarrass or to be misused; must have a retention period. */
    SENSITIVE,
    /** Special category, GDPR Art. 9(1): requires explicit consent and an end date, and has no column statistics. */
    SPECIAL;

    /** The word used in policy files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The sensitivity with this word in policy files, if there is one. */
    public static Optional<Sensitivity> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
