package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.MemoryLimit;
import io.crumbless.columnar.parquet.format.PackedLevels;
import java.io.IOException;
import java.util.Arrays;

/** Collects the items of one row of a list; rows may span batches and pages. */
final class RowItems {
    /** More items in one row are taken for damaged levels. */
    private static final int MOST_ITEMS = 1 << 20;

    private final Leaf leaf;
    private final ChunkPages pages;
    private final int definedLevel;

    final Values values = new Values(64);
    int[] definitions = new int[64];
    int size;
    boolean isNull;
    int listLevel;

    /** The first entry of the next row, or the end of the batch. */
    private int entry;

    private int used;

    RowItems(Leaf leaf, ChunkPages pages) {
        this.leaf = leaf;
        this.pages = pages;
        this.definedLevel = leaf.descriptor().getMaxDefinitionLevel();
    }

    /** Moves to the next row; false after the last. */
    boolean gather() throws IOException {
        size = 0;
        used = 0;
        if (!isThere()) {
            return false;
        }
        if ((pages.begins(entry) >>> entry & 1) == 0) {
            throw new DamagedFile("a list that begins in the middle");
        }
        listLevel = pages.level(entry);
        isNull = listLevel < leaf.repeatedLevel() - 1;
        int stop = pages.nextRow(entry + 1);
        addUpTo(stop);
        while (stop == pages.count && refill()) {
            stop = pages.nextRow(0);
            addUpTo(stop);
        }
        return true;
    }

    /** Skips rows; false if there are fewer. */
    boolean pass(long rows) throws IOException {
        long left = rows;
        while (isThere()) {
            long begins = pages.begins(entry);
            int here = Long.bitCount(begins);
            int word = entry & -Long.SIZE;
            if (left < here) {
                entry = word + PackedLevels.placeOf((int) left, begins);
                return true;
            }
            left -= here;
            entry = Math.min(pages.count, word + Long.SIZE);
        }
        return left == 0;
    }

    private boolean isThere() throws IOException {
        return entry < pages.count || refill();
    }

    private boolean refill() throws IOException {
        entry = 0;
        return pages.nextBatch();
    }

    private void addUpTo(int stop) {
        for (; entry < stop; entry++) {
            int level = pages.level(entry);
            if (level >= leaf.repeatedLevel()) {
                add(level);
            }
        }
    }

    private void add(int level) {
        if (size == values.capacity()) {
            if (size >= MOST_ITEMS) {
                throw new DamagedFile("a list of more than " + MOST_ITEMS + " items");
            }
            values.grow(2 * size);
            definitions = Arrays.copyOf(definitions, 2 * size);
        }
        definitions[size] = level;
        values.ids[size] = -1;
        if (level == definedLevel) {
            Values batch = pages.values();
            int slot = pages.slot(entry);
            values.ids[size] = batch.ids[slot];
            values.numbers[size] = batch.numbers[slot];
            if (isBytes() && batch.ids[slot] < 0) {
                copyBytes(batch, slot);
            }
        }
        size++;
    }

    private boolean isBytes() {
        return switch (leaf.descriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> true;
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> false;
        };
    }

    private void copyBytes(Values batch, int from) {
        int length = batch.ends[from] - batch.starts[from];
        if (values.bytes.length - used < length) {
            long needed = (long) used + length;
            MemoryLimit.require(needed, "a list of " + needed + " bytes");
            values.bytes = Arrays.copyOf(
                    values.bytes, (int) Math.max(needed, Math.min(2L * values.bytes.length + 256, MemoryLimit.BYTES)));
        }
        System.arraycopy(batch.bytes, batch.starts[from], values.bytes, used, length);
        values.starts[size] = used;
        used += length;
        values.ends[size] = used;
    }
}
