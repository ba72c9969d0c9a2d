package io.crumbless.kernel.merge;

import java.util.Locale;

/** Where a provided legacy value ended. */
public enum ProvidedBin {
    /** Fills an attribute of the profile until its sunset. */
    PROVIDED_KEPT,
    /** The person has made a statement of the attribute, which alone counts. */
    PROVIDED_REPLACED,
    /** A later provided value was kept. */
    PROVIDED_SUPERSEDED,
    /** Two different values of the same moment: neither is kept. */
    PROVIDED_CONFLICTING,
    /** Its sunset, or its time, has passed. */
    PROVIDED_EXPIRED,
    /** Of a person who asked to be erased. */
    PROVIDED_ERASED,
    /** Was in the snapshot that a rollback restored, but no longer in the one that was current: it is not restored. */
    PROVIDED_GONE,
    /** Would be kept, but the person restricted its use, or objected to every purpose it serves. */
    PROVIDED_RESTRICTED;

    /** The word in the balance, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
