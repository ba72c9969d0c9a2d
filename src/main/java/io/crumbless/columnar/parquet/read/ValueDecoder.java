package io.crumbless.columnar.parquet.read;

/** Decodes the values of one page in order, in batches; one implementation per encoding. */
interface ValueDecoder {
    /** Decodes the next {@code count} values to the front of {@code out}. */
    void decode(Values out, int count);

    /**
     * Skips the next {@code count} values.
     *
     * @param scratch buffer for values that must be decoded to be skipped
     */
    default void skip(Values scratch, int count) {
        for (int left = count; left > 0; ) {
            int some = Math.min(left, scratch.capacity());
            decode(scratch, some);
            left -= some;
        }
    }
}
