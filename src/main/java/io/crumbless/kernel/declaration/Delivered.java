package io.crumbless.kernel.declaration;

import org.jspecify.annotations.Nullable;

/**
 * Delivered text, as far as it may be touched without guessing: surrounding white space goes, and nothing but white space is
 * nothing. Words that stand for nothing are those of CSV alone, which has no other way to say it; its reader knows them.
 */
final class Delivered {
    private Delivered() {}

    /** The text without surrounding white space; null for nothing. */
    static @Nullable String text(@Nullable String delivered) {
        if (delivered == null) {
            return null;
        }
        String text = DeliveredEdges.stripped(delivered);
        return text.isEmpty() ? null : text;
    }
}
