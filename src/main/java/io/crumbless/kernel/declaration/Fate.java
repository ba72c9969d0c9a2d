package io.crumbless.kernel.declaration;

import java.util.Locale;

/** The outcome of one statement of the evidence log on one night. */
public enum Fate {
    /** Its value, or part of its list, is in the profile; or it is a withdrawal that is in force. */
    IN_FORCE,
    /** A later statement of the same attribute replaced it. */
    SUPERSEDED,
    /** Withdrawn. Its value is deleted from the log. */
    WITHDRAWN,
    /** Its retention period has ended. Its value is deleted from the log. */
    EXPIRED,
    /** Declared after the cut-off; takes effect on a later night. */
    FUTURE,
    /** The policy in force no longer admits it. */
    NOT_ALLOWED,
    /** Declared by a minor without a guardian. Its value is deleted from the log. */
    MINOR,
    /** Its source delivered a correction: other content under the same id. Its value is deleted from the log. */
    CORRECTED,
    /**
     * Its source delivered other content under the same id and time, and it is unclear which is meant: it is not used.
     */
    CONFLICTING,
    /**
     * Would be in force, but the person restricted its processing or objected to every purpose it serves: it is stored
     * and not used.
     */
    RESTRICTED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in the evidence log, in lower case; always the same object. */
    public String word() {
        return word;
    }

    /** Whether the log may still contain the value. */
    public boolean keepsValue() {
        return this != WITHDRAWN && this != EXPIRED && this != MINOR && this != CORRECTED;
    }
}
