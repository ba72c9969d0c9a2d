package io.crumbless.night.legacy;

import java.util.Locale;

/** What one row of a legacy source stands for. */
public enum Shape {
    /** One segment of one cookie or subject. */
    MEMBERSHIP,
    /** All segments of one cookie or subject: a list of texts or of structs. */
    LIST,
    /** All attributes of one cookie or subject, a column each. */
    WIDE,
    /** One attribute of one cookie or subject, its name and its value. */
    TALL;

    /** As the job file says it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether values have the name of an attribute rather than of a segment. */
    public boolean namesAttributes() {
        return this == WIDE || this == TALL;
    }
}
