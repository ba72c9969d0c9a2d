package io.crumbless.night.scatter;

/** The kind of a spilled record. Its number is in the spill file, see {@link FactCodec#RECORDS}. */
public final class RecordKind {
    /** A row of the evidence log before the night. */
    public static final int LOGGED = 1;

    /** A statement that was admitted this night. */
    public static final int ARRIVAL = 2;

    /** How many legacy values of one source and origin were removed. */
    public static final int REMOVAL = 3;

    /** A legacy value the person typed in. */
    public static final int PROVIDED = 4;

    /** A delivered record that was refused or quarantined; under its position if no subject is known. */
    public static final int REFUSED = 5;

    /** An erasure request. */
    public static final int ERASURE = 6;

    /** A withdrawal, under the hash of its subject's folded key. */
    static final int WITHDRAWER = 7;

    private RecordKind() {}
}
