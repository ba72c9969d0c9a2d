package io.crumbless.night.delivery;

import java.util.Locale;

/** What one record of a source of declarations contains; the key {@code shape}. */
public enum DeclarationShape {
    /** One statement, with attribute and value in columns of their own. */
    TALL,
    /** The answers of one respondent: each listed column answers one attribute. */
    WIDE,
    /** One statement for each item of a list or map in the record. */
    NESTED;

    /** The word used in job files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
