package io.crumbless.columnar.parquet.write;

/** How the levels and the values of a data page are compressed. */
public enum PageLayout {
    /** Both as one zstd frame, which every reader takes. The default. */
    ONE_FRAME,

    /**
     * A zstd frame each, levels first, which most readers take for one text (RFC 8878, section 3.1). To be chosen where
     * erasures are to be fast and no reader sizes its buffer by the first frame, as Velox does.
     */
    SPLIT
}
