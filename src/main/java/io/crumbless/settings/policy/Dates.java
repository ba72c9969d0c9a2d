package io.crumbless.settings.policy;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates in policy files: {@code 2026-11-22}; years have four digits. */
final class Dates {
    private static final int LENGTH = 10;
    private static final String EXPECTED = "expected a day such as 2026-11-22";

    private Dates() {}

    /** @throws IllegalArgumentException if the text is not a date */
    static LocalDate parse(String text) {
        try {
            if (text.length() == LENGTH) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(EXPECTED, e);
        }
        throw new IllegalArgumentException(EXPECTED);
    }
}
