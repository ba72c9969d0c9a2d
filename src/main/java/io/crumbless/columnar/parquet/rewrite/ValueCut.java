package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.BloomHashes;
import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.Slice;
import io.crumbless.columnar.parquet.format.UnsupportedFile;
import io.crumbless.columnar.storage.LittleEndian;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** Cuts PLAIN values out of a page, in encoded form. */
final class ValueCut {
    private final PrimitiveTypeName physical;
    private final boolean bounded;
    private final @Nullable BloomHashes bloom;

    /**
     * @param bounded whether minimum and maximum are computed
     * @param bloom collects the remaining values, for a column with a bloom filter
     */
    ValueCut(PrimitiveTypeName physical, boolean bounded, @Nullable BloomHashes bloom) {
        this.physical = physical;
        this.bounded = bounded;
        this.bloom = bloom;
    }

    /** Appends the remaining values to {@code out}. */
    void copy(Slice values, RemainingValues pieces, Bytes out, KeptBounds kept) {
        switch (physical) {
            case INT32 -> copyFixed(values, 4, pieces, out, kept);
            case INT64 -> copyFixed(values, 8, pieces, out, kept);
            case BOOLEAN -> copyBits(values, pieces, out, kept);
            case BINARY -> copyTexts(values, pieces.stay(), out, kept);
            case INT96, FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY ->
                throw new UnsupportedFile("values stored as " + physical + " are not rewritten");
        }
    }

    private void copyFixed(Slice values, int size, RemainingValues pieces, Bytes out, KeptBounds kept) {
        values.from(values.start() + Math.multiplyExact(pieces.all(), size));
        Ranges stay = pieces.stay();
        byte[] bytes = values.bytes();
        for (int range = 0; range < stay.size(); range++) {
            int from = values.start() + stay.from(range) * size;
            int to = values.start() + stay.to(range) * size;
            out.add(bytes, from, to - from);
            for (int at = from; bounded && at < to; at += size) {
                kept.include(size == 4 ? LittleEndian.intAt(bytes, at) : LittleEndian.longAt(bytes, at));
            }
        }
    }

    private static void copyBits(Slice values, RemainingValues pieces, Bytes out, KeptBounds kept) {
        values.from(values.start() + (pieces.all() + 7 >>> 3));
        Ranges stay = pieces.stay();
        int pending = 0;
        int count = 0;
        for (int range = 0; range < stay.size(); range++) {
            for (int i = stay.from(range); i < stay.to(range); i++) {
                int bit = values.bytes()[values.start() + (i >>> 3)] >>> (i & 7) & 1;
                kept.include(bit);
                pending |= bit << (count & 7);
                if ((++count & 7) == 0) {
                    out.addByte(pending);
                    pending = 0;
                }
            }
        }
        if ((count & 7) != 0) {
            out.addByte(pending);
        }
    }

    private void copyTexts(Slice values, Ranges stay, Bytes out, KeptBounds kept) {
        byte[] bytes = values.bytes();
        int at = values.start();
        int value = 0;
        for (int range = 0; range < stay.size(); range++) {
            for (; value < stay.from(range); value++) {
                at = values.behindText(at);
            }
            int from = at;
            for (; value < stay.to(range); value++) {
                int next = values.behindText(at);
                if (bounded) {
                    kept.include(bytes, at + 4, next);
                }
                if (bloom != null) {
                    bloom.add(bytes, at + 4, next - at - 4);
                }
                at = next;
            }
            out.add(bytes, from, at - from);
        }
    }
}
