package io.crumbless.kernel.declaration;

import org.jspecify.annotations.Nullable;

/**
 * Delivered text, normalised as far as that is safe: surrounding white space is removed, and text of white space alone
 * is missing. Words for a missing value exist in CSV only, which has no other way to express one; its reader knows
 * them.
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
