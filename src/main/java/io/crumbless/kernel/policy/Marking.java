package io.crumbless.kernel.policy;

import java.util.Locale;

/** What a purpose does with values that people may opt out of. */
public enum Marking {
    /** They are given to others for money or another advantage. */
    SALE,
    /** They are given to others, or used with what others know, for advertising across services: targeted advertising. */
    SHARING;

    /** The word used in policy files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
