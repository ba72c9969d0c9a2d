package io.crumbless.warehouse.request;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a request asks for. */
public enum RequestKind {
    /** A copy of what is held (GDPR Art. 15). */
    ACCESS(Effect.ANSWER),
    /** That it is deleted (Art. 17). */
    ERASURE(Effect.DEED),
    /** That it is corrected (Art. 16). */
    RECTIFICATION(Effect.ANSWER),
    /** That it is stored and not used (Art. 18). */
    RESTRICTION(Effect.WITHHOLDS),
    /** That it does not serve some purposes (Art. 21). */
    OBJECTION(Effect.WITHHOLDS),
    /** A file of it, for the person or another controller (Art. 20). */
    PORTABILITY(Effect.ANSWER),
    /** That it is not sold or shared (Cal. Civ. Code § 1798.120 and its like). */
    OPT_OUT(Effect.WITHHOLDS),
    /** That a person who was erased is taken again. No right of the law, but it undoes an erasure. */
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

    /** Whether it counts from the moment it is entered until it is closed, and nights carry it out. */
    public boolean withholds() {
        return effect == Effect.WITHHOLDS;
    }

    /** Whether somebody other than who entered it must approve it. */
    public boolean needsApproval() {
        return effect == Effect.DEED;
    }

    /** Whether nothing is disclosed, changed or deleted before it is known who asks. What only withholds needs no proof. */
    public boolean needsIdentity() {
        return !withholds();
    }

    /** Whether those to whom values were disclosed are to be notified of it (GDPR Art. 19). */
    public boolean notifiesRecipients() {
        return this == ERASURE || this == RECTIFICATION || this == RESTRICTION;
    }

    /** Whether it names purposes. */
    public boolean hasPurposes() {
        return this == OBJECTION;
    }
}
