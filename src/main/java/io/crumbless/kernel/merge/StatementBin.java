package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Refusal;
import java.util.Locale;

/** Where a delivered or logged statement ended. */
public enum StatementBin {
    /** New in the evidence log. */
    ADMITTED,
    /** New in the log, but declared after the cut-off: takes effect on a later night. */
    FUTURE,
    /** New in the log, but its source delivered another content under the same id and time: not used. */
    CONFLICTING,
    /** The log, or this night's deliveries, already held the same statement. */
    REPEATED,
    /** Logged for a person who asked to be erased, or a withdrawal of theirs: not kept. */
    ERASED,
    /** Already in the log, and kept. */
    CARRIED;

    /** The word in the balance, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bin of records that were refused for this reason. */
    public static String refused(Refusal reason) {
        return "refused:" + reason.word();
    }
}
