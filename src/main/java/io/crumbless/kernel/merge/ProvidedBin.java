package io.crumbless.kernel.merge;

import java.util.Locale;

/** Where a provided legacy value ended. */
public enum ProvidedBin {
    /** Fills an attribute of the profile until its sunset. */
    PROVIDED_KEPT,
    /** The person has made a statement about the attribute, and statements take precedence. */
    PROVIDED_REPLACED,
    /** A later provided value was kept. */
    PROVIDED_SUPERSEDED,
    /** Two different values of the same moment: neither is kept. */
    PROVIDED_CONFLICTING,
    /** Its sunset or its retention period has passed. */
    PROVIDED_EXPIRED,
    /** Of a person who asked to be erased. */
    PROVIDED_ERASED,
    /** Contained in the snapshot that a rollback restores, but no longer in the current one: it is not restored. */
    PROVIDED_GONE,
    /** Would be kept, but the person restricted its processing or objected to every purpose it serves. */
    PROVIDED_RESTRICTED;

    /** The word in the balance, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
