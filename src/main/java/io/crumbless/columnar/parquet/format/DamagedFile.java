package io.crumbless.columnar.parquet.format;

/** Bytes that contradict themselves, found while decoding. Callers of the reader get a {@code ParquetInputException}. */
public final class DamagedFile extends RuntimeException {
    public DamagedFile(String what) {
        super(what);
    }
}
