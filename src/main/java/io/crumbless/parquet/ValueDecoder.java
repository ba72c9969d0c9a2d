package io.crumbless.parquet;

/** Decodes the values of one page in order, in batches; one implementation per encoding. */
interface ValueDecoder {
    /** Decodes the next {@code count} values to the front of {@code out}. */
    void decode(Values out, int count);
}
