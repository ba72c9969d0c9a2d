package io.crumbless.kernel.balance;

import java.util.Locale;

/** What one account counts. */
public enum Unit {
    /** Rows of a legacy source. */
    LEGACY_ROWS,
    /** Values that legacy rows hold: one for a membership, several for a list or a wide row. */
    LEGACY_VALUES,
    LINKS,
    OPT_OUTS,
    /** Delivered records from which statements are made: one may hold several, or none. */
    DECLARATION_RECORDS,
    /** Delivered declarations and withdrawals. */
    STATEMENTS,
    /** Statements the evidence log held before the night. */
    LOGGED,
    ERASURE_REQUESTS;

    /** The word in the balance, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
