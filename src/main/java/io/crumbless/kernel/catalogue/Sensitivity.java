package io.crumbless.kernel.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much harm a value can do. */
public enum Sensitivity {
    /** Ordinary personal data; the default. */
    NONE,
    /** Not listed in GDPR Art. 9, but apt to embarrass or to be misused; kept only for a stated time. */
    SENSITIVE,
    /** Special category, GDPR Art. 9(1): needs explicit consent and an expiry, and gets no column statistics. */
    SPECIAL;

    /** The word used in policy files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The sensitivity of that word, if there is one. */
    public static Optional<Sensitivity> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
