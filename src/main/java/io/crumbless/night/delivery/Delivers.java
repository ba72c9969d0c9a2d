package io.crumbless.night.delivery;

import java.util.Locale;

/** The content of one delivery of a source. */
public enum Delivers {
    /** All records of the source; earlier deliveries are obsolete. */
    SNAPSHOT,
    /** Only new records; every delivery is needed. */
    INCREMENT;

    /** The word used in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
