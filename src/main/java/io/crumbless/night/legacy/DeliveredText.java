package io.crumbless.night.legacy;

import io.crumbless.kernel.declaration.DeliveredEdges;
import io.crumbless.kernel.profile.StandIn;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Delivered text, as far as it may be touched without guessing; the same rule as for declarations. */
final class DeliveredText {
    /** Longer ids are no ids of anything. */
    static final int LONGEST_ID_BYTES = 1024;

    private static final int LONGEST_STAND_IN = 9;

    private DeliveredText() {}

    /** The text without surrounding white space; null for nothing. Words for nothing are known to the reader of CSV alone. */
    static @Nullable String of(@Nullable String delivered) {
        if (delivered == null) {
            return null;
        }
        String text = DeliveredEdges.stripped(delivered);
        return text.isEmpty() ? null : text;
    }

    /** The text as an id; null where a program wrote it for nothing, since a cookie of that name would be everybody's. */
    static @Nullable String id(@Nullable String text) {
        return text == null || StandIn.isNoId(text) ? null : text;
    }

    /** Whether {@link #of} would give back the text of these UTF-8 bytes as it is. False where it takes a closer look. */
    static boolean isPlain(byte[] bytes, int offset, int length) {
        // White space, or a first or last character beyond ASCII, which may be white space.
        return length > 0
                && bytes[offset] > ' '
                && bytes[offset + length - 1] > ' '
                && (length > LONGEST_STAND_IN || !mayStandIn(bytes[offset]));
    }

    /** First letters of the words of {@link StandIn#isNoId}. */
    private static boolean mayStandIn(byte first) {
        return first == 'n' || first == 'N' || first == '(' || first == '<' || first == '#' || first == 'u';
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
