package io.crumbless.columnar.parquet.write;

/** How often the values of a column come again; says how they are taken and kept, never what may be written. */
public enum Recurrence {
    /** Each row has its own, as of ids and moments: a dictionary is not tried. */
    HARDLY,

    /** Unless said otherwise: a dictionary is tried, and kept where it pays. */
    MAYBE,

    /** Words of a vocabulary: the same few again and again, together with the same words of the columns beside. */
    WORDS
}
