package io.crumbless.kernel.merge;

import io.crumbless.kernel.declaration.Refusal;
import java.util.Locale;

/** Where a delivered or logged statement ended. */
public enum StatementBin {
    /** New in the evidence log. */
    ADMITTED,
    /** New in the log, but declared after the cut-off: waits. */
    FUTURE,
    /** New in the log, but its source delivered another content under the same id and time: not used. */
    CONFLICTING,
    /** The log, or this night's deliveries, already held the same statement. */
    REPEATED,
    /** In the log of a person who asked to be erased, or a withdrawal of theirs: not kept. */
    ERASED,
    /** Logged before, and still. */
    CARRIED;

    /** The word in the balance, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bin of records refused for that reason. */
    public static String refused(Refusal reason) {
        return "refused:" + reason.word();
    }
}
