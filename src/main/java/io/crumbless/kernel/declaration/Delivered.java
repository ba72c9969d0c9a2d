package io.crumbless.kernel.declaration;

import org.jspecify.annotations.Nullable;

/**
 * Delivered text, normalised as far as that is safe: surrounding white space is removed, and text of white space alone
 * is missing. Null words ({@code NULL}, {@code N/A}) exist in CSV only, which has no other way to express a missing
 * value; the CSV reader handles them.
 */
final class Delivered {
    private Delivered() {}

    /** The text without surrounding white space; null if nothing is left. */
    static @Nullable String text(@Nullable String delivered) {
        if (delivered == null) {
            return null;
        }
        String text = DeliveredEdges.stripped(delivered);
        return text.isEmpty() ? null : text;
    }
}
