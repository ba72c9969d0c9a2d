package io.crumbless.night.legacy;

import io.crumbless.kernel.declaration.DeliveredEdges;
import io.crumbless.kernel.profile.StandIn;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Normalises delivered text only where no guessing is needed; the same rule applies to declarations. */
final class DeliveredText {
    /** Longer texts are not accepted as ids. */
    static final int LONGEST_ID_BYTES = 1024;

    private static final int LONGEST_STAND_IN = 9;

    private DeliveredText() {}

    /** The text without surrounding white space; null if it is empty. Only the CSV reader knows words for null. */
    static @Nullable String of(@Nullable String delivered) {
        if (delivered == null) {
            return null;
        }
        String text = DeliveredEdges.stripped(delivered);
        return text.isEmpty() ? null : text;
    }

    /**
     * The text as an id; null if it is a placeholder written by a program, since a cookie of that name would be shared
     * by everybody.
     */
    static @Nullable String id(@Nullable String text) {
        return text == null || StandIn.isNoId(text) ? null : text;
    }

    /**
     * Whether {@link #of} would return the text of these UTF-8 bytes unchanged. False also if a closer look is needed.
     */
    static boolean isPlain(byte[] bytes, int offset, int length) {
        // White space, or a first or last character beyond ASCII, which may be white space.
        return length > 0
                && bytes[offset] > ' '
                && bytes[offset + length - 1] > ' '
                && (length > LONGEST_STAND_IN || !mayStandIn(bytes[offset]));
    }

    /** First letters of the placeholders recognised by {@link StandIn#isNoId}. */
    private static boolean mayStandIn(byte first) {
        return first == 'n' || first == 'N' || first == '(' || first == '<' || first == '#' || first == 'u';
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
