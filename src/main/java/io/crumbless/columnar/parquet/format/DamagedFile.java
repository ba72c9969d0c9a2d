package io.crumbless.columnar.parquet.format;

import io.crumbless.columnar.parquet.read.ParquetInputException;

/** Found while decoding: the bytes contradict themselves. Becomes a {@link ParquetInputException} at the door. */
public final class DamagedFile extends RuntimeException {
    public DamagedFile(String what) {
        super(what);
    }
}
