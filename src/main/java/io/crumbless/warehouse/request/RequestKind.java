package io.crumbless.warehouse.request;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a request asks for. */
public enum RequestKind {
    /** A copy of the person's data (GDPR Art. 15). */
    ACCESS(Effect.ANSWER),
    /** Erasure (Art. 17). */
    ERASURE(Effect.DEED),
    /** Rectification (Art. 16). */
    RECTIFICATION(Effect.ANSWER),
    /** Restriction: data is stored and not used (Art. 18). */
    RESTRICTION(Effect.WITHHOLDS),
    /** Objection: data does not serve some purposes (Art. 21). */
    OBJECTION(Effect.WITHHOLDS),
    /** Portability: a file for the person or another controller (Art. 20). */
    PORTABILITY(Effect.ANSWER),
    /** No sale or sharing (Cal. Civ. Code § 1798.120 and similar laws). */
    OPT_OUT(Effect.WITHHOLDS),
    /** Re-admission of an erased person. Not a right of the person, but it undoes an erasure. */
    READMISSION(Effect.DEED);

    /** How the request is carried out. */
    private enum Effect {
        ANSWER,
        DEED,
        WITHHOLDS
    }

    private final Effect effect;

    RequestKind(Effect effect) {
        this.effect = effect;
    }

    /** For programs and messages: {@code opt-out}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<RequestKind> ofWord(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Whether it takes effect from its entry until it is closed, and is applied by nights. */
    public boolean withholds() {
        return effect == Effect.WITHHOLDS;
    }

    /** Whether another account than the one that entered it must approve it. */
    public boolean needsApproval() {
        return effect == Effect.DEED;
    }

    /**
     * Whether the identity of the person must be checked before anything is disclosed, changed or deleted. Withholding
     * values needs no check.
     */
    public boolean needsIdentity() {
        return !withholds();
    }

    /** Whether recipients of values must be notified of it (GDPR Art. 19). */
    public boolean notifiesRecipients() {
        return this == ERASURE || this == RECTIFICATION || this == RESTRICTION;
    }

    /** Whether it names purposes. */
    public boolean hasPurposes() {
        return this == OBJECTION;
    }
}
