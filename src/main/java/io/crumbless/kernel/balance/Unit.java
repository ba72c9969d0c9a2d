package io.crumbless.kernel.balance;

import java.util.Locale;

/** What one account counts. */
public enum Unit {
    /** Rows of a legacy source. */
    LEGACY_ROWS,
    /** Values in legacy rows: one per membership row, several per list or wide row. */
    LEGACY_VALUES,
    LINKS,
    OPT_OUTS,
    /** Delivered declaration records; one may contain several statements, or none. */
    DECLARATION_RECORDS,
    /** Delivered declarations and withdrawals. */
    STATEMENTS,
    /** Statements that the evidence log contained before the night. */
    LOGGED,
    ERASURE_REQUESTS;

    /** The word in the balance, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
