package io.crumbless.kernel.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a later declaration of an attribute does to the earlier one. */
public enum OnLater {
    /** The later value replaces the earlier one; the default, and the only choice for values that are not lists. */
    REPLACE,
    /** The items of both are kept. */
    ACCUMULATE;

    /** The word used in policy files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice of that word, if there is one. */
    public static Optional<OnLater> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
