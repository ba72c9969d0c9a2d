package io.crumbless.parquet;

/** Found while decoding: a feature not read here. Becomes a {@link ParquetInputException} at the door. */
final class UnsupportedFile extends RuntimeException {
    UnsupportedFile(String what) {
        super(what);
    }
}
