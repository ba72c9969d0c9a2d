package io.crumbless.policy;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Calendar days in policy files: {@code 2026-11-22}. */
final class Dates {
    private Dates() {}

    /** @throws IllegalArgumentException if the text is not a day */
    static LocalDate parse(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a day such as 2026-11-22", e);
        }
    }
}
