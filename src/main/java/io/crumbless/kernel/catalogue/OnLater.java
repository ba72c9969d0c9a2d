package io.crumbless.kernel.catalogue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The effect of a later declaration of an attribute on the earlier ones. */
public enum OnLater {
    /** The later value replaces the earlier one; the default, and the only choice for attributes that are not lists. */
    REPLACE,
    /** The items of both are kept. */
    ACCUMULATE;

    /** The word used in policy files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice with this word in policy files, if there is one. */
    public static Optional<OnLater> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }
}
