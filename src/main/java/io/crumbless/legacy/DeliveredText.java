package io.crumbless.legacy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Delivered text, as far as it may be touched without guessing; the same rule as for declarations. */
final class DeliveredText {
    /** Longer ids are no ids of anything. */
    static final int LONGEST_ID_BYTES = 1024;

    private DeliveredText() {}

    /** The text without surrounding white space; null for nothing, {@code NULL}, {@code \N} and {@code ''}. */
    static @Nullable String of(@Nullable String delivered) {
        if (delivered == null) {
            return null;
        }
        String text = delivered.strip();
        return switch (text) {
            case "", "NULL", "\\N", "''" -> null;
            default -> text;
        };
    }

    /** Whether {@link #of} would give back the text of these UTF-8 bytes as it is. False where it takes a closer look. */
    static boolean isPlain(byte[] bytes, int offset, int length) {
        if (length == 0 || bytes[offset] <= ' ' || bytes[offset + length - 1] <= ' ') {
            // White space, or a first or last character beyond ASCII, which may be white space.
            return false;
        }
        byte first = bytes[offset];
        return switch (length) {
            case 2 -> first != '\\' && first != '\'';
            case 4 -> first != 'N';
            default -> true;
        };
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
