package io.crumbless.declaration;

import org.jspecify.annotations.Nullable;

/** Delivered text, as far as it may be touched without guessing: surrounding white space goes, null markers are null. */
final class Delivered {
    /** Most texts are longer, and need no look at all. */
    private static final int LONGEST_MARKER = 4;

    private Delivered() {}

    /** The text without surrounding white space; null for nothing, {@code NULL}, {@code \N} and {@code ''}. */
    static @Nullable String text(@Nullable String delivered) {
        if (delivered == null) {
            return null;
        }
        String text = delivered.strip();
        if (text.length() > LONGEST_MARKER) {
            return text;
        }
        return switch (text) {
            case "", "NULL", "\\N", "''" -> null;
            default -> text;
        };
    }
}
