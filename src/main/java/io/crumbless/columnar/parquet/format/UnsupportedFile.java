package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.parquet.read.ParquetInputException;

/** An unsupported feature, found while decoding. The public API converts it to a {@link ParquetInputException}. */
public final class UnsupportedFile extends RuntimeException {
    public UnsupportedFile(String what) {
        super(what);
    }
}
