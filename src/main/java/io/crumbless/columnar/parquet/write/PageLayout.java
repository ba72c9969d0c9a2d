package io.crumbless.columnar.parquet.write;

/** How the levels and the values of a data page are compressed. */
public enum PageLayout {
    /** One zstd frame with a block of each, which every reader supports. The default. */
    ONE_FRAME,

    /**
     * One zstd frame each, levels first, which most readers decompress as one (RFC 8878, section 3.1), but Velox does
     * not. An erasure copies the values of a page if the erased people have none in it. A hundredth smaller.
     */
    SPLIT
}
