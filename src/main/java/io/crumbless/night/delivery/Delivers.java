package io.crumbless.night.delivery;

import java.util.Locale;

/** What one delivery of a source holds. */
public enum Delivers {
    /** Everything the source has; an earlier delivery is of no more use. */
    SNAPSHOT,
    /** What is new; every delivery is needed. */
    INCREMENT;

    /** The word used in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
