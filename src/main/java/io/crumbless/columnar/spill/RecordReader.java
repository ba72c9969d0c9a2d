package io.crumbless.columnar.spill;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordBuffer} wrote, in the same order. Can be moved from record to record. */
public final class RecordReader {
    private byte[] bytes = new byte[0];
    private int at;

    void moveTo(byte[] newBytes, int offset) {
        bytes = newBytes;
        at = offset;
    }

    int position() {
        return at;
    }

    int octet() {
        return bytes[at++] & 0xFF;
    }

    public long number() {
        long value = 0;
        int shift = 0;
        long octet;
        do {
            octet = bytes[at++];
            value |= (octet & 0x7F) << shift;
            shift += 7;
        } while (octet < 0);
        return (value >>> 1) ^ -(value & 1);
    }

    public @Nullable Integer optionalNumber() {
        return octet() == 0 ? null : Math.toIntExact(number());
    }

    public @Nullable String text() {
        int length = (int) number();
        if (length < 0) {
            return null;
        }
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}
