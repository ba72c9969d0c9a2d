package io.crumbless.columnar.parquet.write;

/** How the levels and the values of a data page are compressed. */
public enum PageLayout {
    /** Both as one zstd frame, of a block each, which every reader takes. The default. */
    ONE_FRAME,

    /**
     * A zstd frame each, levels first, which most readers take for one text (RFC 8878, section 3.1), and Velox does not. An
     * erasure copies values in which the people have none as they are stored. A hundredth smaller.
     */
    SPLIT
}
