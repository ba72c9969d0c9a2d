package io.crumbless.night.delivery;

import java.util.Locale;

/** What one record of a source of declarations stands for; the key {@code shape}. */
public enum DeclarationShape {
    /** One statement, its attribute and its value in columns of their own. */
    TALL,
    /** One respondent: each column that is listed answers one attribute. */
    WIDE,
    /** One statement for each item of a list, or of a map, inside of the record. */
    NESTED;

    /** The word used in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
