package io.crumbless.columnar.spill;

/** Selects the keys to write. Must be thread-safe. */
@FunctionalInterface
public interface KeyFilter {
    /** Every key. */
    KeyFilter ALL = (bytes, offset, length) -> true;

    /** Whether records of the key {@code bytes[offset, offset + length)} are written. */
    boolean takes(byte[] bytes, int offset, int length);
}
