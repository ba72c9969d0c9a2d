package io.crumbless.columnar.parquet.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Texts to search for, in the order of Parquet's statistics: UTF-8 bytes, unsigned. Immutable. */
public final class SoughtTexts {
    private final byte[][] sorted;

    private SoughtTexts(byte[][] sorted) {
        this.sorted = sorted;
    }

    public static SoughtTexts of(Collection<String> texts) {
        byte[][] sorted = texts.stream()
                .distinct()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        Arrays.sort(sorted, Arrays::compareUnsigned);
        return new SoughtTexts(sorted);
    }

    /** One text. */
    static SoughtTexts of(String text) {
        return new SoughtTexts(new byte[][] {text.getBytes(StandardCharsets.UTF_8)});
    }

    /** All texts, in UTF-8. */
    List<byte[]> all() {
        return List.of(sorted);
    }

    /**
     * Texts between {@code smallest} and {@code largest}, inclusive.
     *
     * @return in UTF-8
     */
    List<byte[]> within(ByteBuffer smallest, ByteBuffer largest) {
        int from = places(smallest, false);
        int to = places(largest, true);
        return from >= to ? List.of() : List.of(Arrays.copyOfRange(sorted, from, to));
    }

    boolean anyWithin(ByteBuffer smallest, ByteBuffer largest) {
        return places(smallest, false) < places(largest, true);
    }

    /** Number of texts that are less than a bound, or equal to it. */
    private int places(ByteBuffer bound, boolean withBound) {
        byte[] wanted = new byte[bound.remaining()];
        bound.duplicate().get(wanted);
        int found = Arrays.binarySearch(sorted, wanted, Arrays::compareUnsigned);
        if (found < 0) {
            return -found - 1;
        }
        return withBound ? found + 1 : found;
    }
}
