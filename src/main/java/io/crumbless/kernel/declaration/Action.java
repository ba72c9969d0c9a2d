package io.crumbless.kernel.declaration;

import java.util.Locale;

/** What a statement does. */
public enum Action {
    /** The person gives a value. */
    DECLARE,
    /** The person withdraws an attribute, some purposes of it, or everything. */
    WITHDRAW;

    /** The word used in deliveries and in the evidence log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
