package io.crumbless.columnar.parquet.read;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Texts that are looked for, in the order of Parquet's bounds, which is that of their bytes as UTF-8. Immutable. */
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

    /** All of them, as UTF-8. */
    List<byte[]> all() {
        return List.of(sorted);
    }

    /**
     * Those that are neither before {@code smallest} nor behind {@code largest}.
     *
     * @return UTF-8
     */
    List<byte[]> within(ByteBuffer smallest, ByteBuffer largest) {
        int from = places(smallest, false);
        int to = places(largest, true);
        return from >= to ? List.of() : List.of(Arrays.copyOfRange(sorted, from, to));
    }

    boolean anyWithin(ByteBuffer smallest, ByteBuffer largest) {
        return places(smallest, false) < places(largest, true);
    }

    /** How many are before a bound, or at it. */
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
