package io.crumbless.columnar.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A key of {@link JsonFields}, and its value in one record. */
final class JsonKey {
    final String name;
    final boolean wanted;

    /** The quoted key and the colon, in the usual form. */
    private final byte[] written;

    /** Number of the record with the current value. */
    long record = -1;

    JsonValue value = JsonSlices.NULL;

    JsonKey(String name, boolean wanted) {
        this.name = name;
        this.wanted = wanted;
        this.written = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** The index after the key and the colon, if they are there; otherwise -1. */
    int behind(byte[] bytes, int at, int end) {
        int to = at + written.length;
        return to <= end && Arrays.equals(written, 0, written.length, bytes, at, to) ? to : -1;
    }
}
