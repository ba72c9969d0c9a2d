package io.crumbless.kernel.declaration;

/**
 * Strips what surrounds delivered text without being part of it: white space, and the byte order marks of concatenated
 * files.
 */
public final class DeliveredEdges {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private DeliveredEdges() {}

    /** The stripped text; the same object if there is nothing to strip. */
    public static String stripped(String delivered) {
        int length = delivered.length();
        if (length > 0 && isPlain(delivered.charAt(0)) && isPlain(delivered.charAt(length - 1))) {
            return delivered;
        }
        String text = delivered.strip();
        while (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1).strip();
        }
        while (!text.isEmpty() && text.charAt(text.length() - 1) == BYTE_ORDER_MARK) {
            text = text.substring(0, text.length() - 1).strip();
        }
        return text;
    }

    /** Printable ASCII, as almost all texts begin and end with. */
    private static boolean isPlain(char edge) {
        return edge > ' ' && edge < 0x7F;
    }
}
