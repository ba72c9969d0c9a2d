package io.crumbless.parquet;

/** Found while decoding: a feature not read here. Becomes a {@link ParquetInputException} at the door. */
public final class UnsupportedFile extends RuntimeException {
    public UnsupportedFile(String what) {
        super(what);
    }
}
