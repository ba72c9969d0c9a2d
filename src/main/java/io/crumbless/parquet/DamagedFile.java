package io.crumbless.parquet;

/** Found while decoding: the bytes contradict themselves. Becomes a {@link ParquetInputException} at the door. */
final class DamagedFile extends RuntimeException {
    DamagedFile(String what) {
        super(what);
    }
}
