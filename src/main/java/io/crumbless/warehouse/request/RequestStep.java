package io.crumbless.warehouse.request;

import java.util.Arrays;
import java.util.Locale;

/** What happened to a request, in the words of the register. */
public enum RequestStep {
    /** The first of every history. */
    ENTERED,
    IDENTITY_CHECKED,
    /** More time is taken; the person was informed why. */
    EXTENDED,
    /** Correspondence, or anything else worth keeping. */
    NOTE,
    /** An erasure must wait, on a ground of GDPR Art. 17(3). */
    HOLD_SET,
    HOLD_ENDED,
    REFUSED,
    APPROVED,
    CARRIED_OUT,
    /** Recipients of the person's values were listed, who are to be notified (Art. 19). */
    RECIPIENTS_LISTED,
    /** A night took it into account, and held nothing under the id: perhaps that is mistyped. */
    FOUND_NOBODY,
    /** A later night holds something under the id. */
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
