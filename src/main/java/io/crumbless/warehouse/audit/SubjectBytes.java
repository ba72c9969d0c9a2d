package io.crumbless.warehouse.audit;

import io.crumbless.kernel.profile.IdHash;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A subject id as UTF-8 bytes in a reusable array. Never printed. */
final class SubjectBytes implements Serializable {
    private static final long serialVersionUID = 1L;

    private byte[] bytes;
    private int length;

    SubjectBytes() {
        this.bytes = new byte[64];
    }

    /** An independent copy. */
    SubjectBytes(byte[] source, int offset, int length) {
        this.bytes = Arrays.copyOfRange(source, offset, offset + length);
        this.length = length;
    }

    void set(byte[] source, int offset, int newLength) {
        if (newLength > bytes.length) {
            bytes = new byte[2 * newLength];
        }
        System.arraycopy(source, offset, bytes, 0, newLength);
        length = newLength;
    }

    /** UTF-8 byte order, unsigned. */
    int compareTo(byte[] other, int offset, int otherLength) {
        return Arrays.compareUnsigned(bytes, 0, length, other, offset, offset + otherLength);
    }

    int compareTo(SubjectBytes other) {
        return compareTo(other.bytes, 0, other.length);
    }

    boolean matches(byte[] other, int offset, int otherLength) {
        return Arrays.equals(bytes, 0, length, other, offset, offset + otherLength);
    }

    /** See {@link IdHash#ofKey(byte[], int, int)}. */
    long hashOfKey() {
        return IdHash.ofKey(bytes, 0, length);
    }

    long hashOfSpelling() {
        return IdHash.ofSpelling(bytes, 0, length);
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
