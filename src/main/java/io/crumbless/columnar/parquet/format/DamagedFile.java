package io.crumbless.columnar.parquet.format;

/** Inconsistent bytes, found while decoding. The public API converts it to a {@code ParquetInputException}. */
public final class DamagedFile extends RuntimeException {
    public DamagedFile(String what) {
        super(what);
    }
}
