package io.crumbless.kernel.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The channel through which a person made a declaration. */
public enum Channel {
    WEB_PREFERENCE_CENTER,
    APP,
    SURVEY,
    EMAIL,
    /** Spoken to an associate, who recorded it: assisted. */
    STORE,
    /** Spoken to an agent, who recorded it: assisted. */
    CALL_CENTER,
    CHAT,
    PAPER;

    /** The word used in policy files, declarations and outputs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel with this word, if there is one. */
    public static Optional<Channel> ofWord(String word) {
        return Arrays.stream(values())
                .filter(value -> value.word().equals(word))
                .findFirst();
    }

    /** Whether a third person always records declarations on this channel. */
    public boolean alwaysAssisted() {
        return this == STORE || this == CALL_CENTER;
    }
}
