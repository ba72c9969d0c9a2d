package io.crumbless.kernel.profile;

/** Compares texts by their UTF-8 bytes, unsigned: the order of Parquet's STRING columns and of our part files. */
public final class Utf8Order {
    private Utf8Order() {}

    /** Negative, zero or positive, as the UTF-8 bytes of {@code left} come before, equal or after those of {@code right}. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Surrogates encode code points above every other char, though their values lie below U+E000.
                boolean aHigh = Character.isSurrogate(a);
                boolean bHigh = Character.isSurrogate(b);
                if (aHigh != bHigh) {
                    return aHigh ? 1 : -1;
                }
                return Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
