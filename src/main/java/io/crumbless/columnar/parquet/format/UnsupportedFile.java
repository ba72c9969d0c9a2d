package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.parquet.read.ParquetInputException;

/** Found while decoding: a feature not read here. Becomes a {@link ParquetInputException} at the door. */
public final class UnsupportedFile extends RuntimeException {
    public UnsupportedFile(String what) {
        super(what);
    }
}
