package io.crumbless.kernel.policy;

import java.util.Locale;

/** Why people may opt out of a purpose. */
public enum Marking {
    /** Values are given to third parties for money or another consideration. */
    SALE,
    /**
     * Values are given to third parties, or combined with their data, for advertising across services: targeted
     * advertising.
     */
    SHARING;

    /** The word used in policy files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
