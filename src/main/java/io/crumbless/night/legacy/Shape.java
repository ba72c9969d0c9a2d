package io.crumbless.night.legacy;

import java.util.Locale;

/** What one row of a legacy source represents. */
public enum Shape {
    /** One segment of one cookie or subject. */
    MEMBERSHIP,
    /** All segments of one cookie or subject, as a list of texts or structs. */
    LIST,
    /** All attributes of one cookie or subject, each in its own column. */
    WIDE,
    /** One attribute of one cookie or subject, with its name and value. */
    TALL;

    /** The name of the shape in the job file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether values are named by attribute, as opposed to segment. */
    public boolean namesAttributes() {
        return this == WIDE || this == TALL;
    }
}
