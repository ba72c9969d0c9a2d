package io.crumbless.tools.inspect;

import java.util.Optional;

/**
 * The units of a number that may be a time since 1970, recognised by the number of digits that the years 2001 to 2100
 * have in each unit.
 */
public enum EpochUnit {
    SECONDS("epoch-seconds", 10),
    MILLIS("epoch-millis", 13),
    MICROS("epoch-micros", 16);

    private final String word;
    private final int digits;

    EpochUnit(String word, int digits) {
        this.word = word;
        this.digits = digits;
    }

    /** The name of the form in a job file. */
    public String word() {
        return word;
    }

    /** @param digits a whole number as text */
    static Optional<EpochUnit> of(String digits) {
        for (EpochUnit unit : values()) {
            if (digits.length() == unit.digits && digits.charAt(0) >= '1' && digits.charAt(0) <= '4') {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
