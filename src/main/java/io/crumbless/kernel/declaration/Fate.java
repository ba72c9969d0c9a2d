package io.crumbless.kernel.declaration;

import java.util.Locale;

/** The outcome of one statement of the evidence log on one night. */
public enum Fate {
    /** Its value, or part of its list, is in the profile; a withdrawal that is still in force. */
    IN_FORCE,
    /** A later statement of the same attribute took its place. */
    SUPERSEDED,
    /** Withdrawn. Its value is gone from the log. */
    WITHDRAWN,
    /** Its time, or its event, has passed. Its value is gone from the log. */
    EXPIRED,
    /** Declared after the cut-off; waits for its night. */
    FUTURE,
    /** The policy in force no longer admits it. */
    NOT_ALLOWED,
    /** Spoken by a minor without a guardian. Its value is gone from the log. */
    MINOR,
    /** Its source has put another content in its place, under the same id. Its value is gone from the log. */
    CORRECTED,
    /** Its source delivered another content under the same id and time, and nothing states which is meant: it is not used. */
    CONFLICTING,
    /** It would be in force, but the person restricted its use, or objected to every purpose it serves: it is stored. */
    RESTRICTED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in the evidence log, in lower case; always the same object. */
    public String word() {
        return word;
    }

    /** Whether the log may still hold the value. */
    public boolean keepsValue() {
        return this != WITHDRAWN && this != EXPIRED && this != MINOR && this != CORRECTED;
    }
}
