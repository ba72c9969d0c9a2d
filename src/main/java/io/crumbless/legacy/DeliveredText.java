package io.crumbless.legacy;

import io.crumbless.text.DeliveredEdges;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Delivered text, as far as it may be touched without guessing; the same rule as for declarations. */
final class DeliveredText {
    /** Longer ids are no ids of anything. */
    static final int LONGEST_ID_BYTES = 1024;

    private DeliveredText() {}

    /** The text without surrounding white space; null for nothing. Words for nothing are known to the reader of CSV alone. */
    static @Nullable String of(@Nullable String delivered) {
        if (delivered == null) {
            return null;
        }
        String text = DeliveredEdges.stripped(delivered);
        return text.isEmpty() ? null : text;
    }

    /** Whether {@link #of} would give back the text of these UTF-8 bytes as it is. False where it takes a closer look. */
    static boolean isPlain(byte[] bytes, int offset, int length) {
        // White space, or a first or last character beyond ASCII, which may be white space.
        return length > 0 && bytes[offset] > ' ' && bytes[offset + length - 1] > ' ';
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
