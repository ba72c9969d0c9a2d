package io.crumbless.warehouse.request;

import java.util.Arrays;
import java.util.Locale;

/** A step in the history of a request. */
public enum RequestStep {
    /** The first of every history. */
    ENTERED,
    IDENTITY_CHECKED,
    /** The deadline was extended; the person was informed why. */
    EXTENDED,
    /** Correspondence, or anything else worth keeping. */
    NOTE,
    /** An erasure is on hold, on a ground of GDPR Art. 17(3). */
    HOLD_SET,
    HOLD_ENDED,
    REFUSED,
    APPROVED,
    CARRIED_OUT,
    /** The recipients of the person's values were listed, to be notified (Art. 19). */
    RECIPIENTS_LISTED,
    /** A restriction is going to be lifted, of which the person is informed before (Art. 18(3)). */
    LIFTING_ANNOUNCED,
    /** A night applied it, and found no values under the id: perhaps it is mistyped. */
    FOUND_NOBODY,
    /** A later night found values under the id. */
    FOUND,
    CLOSED;

    /** For programs and for the register: {@code identity-checked}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is no such step */
    public static RequestStep ofWord(String word) {
        return Arrays.stream(values())
                .filter(step -> step.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown step '" + word + "'"));
    }
}
