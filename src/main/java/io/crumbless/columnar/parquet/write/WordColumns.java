package io.crumbless.columnar.parquet.write;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row, or of a struct, that hold {@link Recurrence#WORDS}. The words of a row are looked up once, as a whole:
 * rows that have the same words have the same number, and each leaf learns once which of its dictionary entries a number
 * stands for. {@link #spread} hands the rows that were taken on to the leaves, a column at a time.
 *
 * <p>Where rows have ever other words together, those beyond the first {@value #MOST_KNOWN} go to the leaves one by one.
 */
final class WordColumns {
    /** Some hundred bytes each. */
    private static final int MOST_KNOWN = 1 << 12;

    private static final int FIRST_KNOWN = 16;

    private final LeafWriter[] leaves;

    /** Of the row that is being written, by column: a text, a list of texts, or nothing. */
    private final @Nullable Object[] row;

    private boolean empty = true;

    /** By number, what {@link #row} was. */
    private @Nullable Object[][] known = new @Nullable Object[FIRST_KNOWN][];

    private int[] hashes = new int[FIRST_KNOWN];

    /** Numbers + 1 by hash; a power of two, at most half full. */
    private int[] slots = new int[2 * FIRST_KNOWN];

    private int size;

    /** Rows that the leaves do not have yet: where they stand, and the number of their words. */
    private int[] places = new int[FIRST_KNOWN];

    private int[] numbers = new int[FIRST_KNOWN];
    private int held;

    WordColumns(List<LeafWriter> leaves) {
        this.leaves = leaves.toArray(LeafWriter[]::new);
        this.row = new @Nullable Object[leaves.size()];
    }

    /** Takes the words of one column of the row: a text, or a list of texts. */
    void set(int column, Object words) {
        if (row[column] != null) {
            throw leaves[column].writtenTwice();
        }
        leaves[column].requireList(words instanceof List);
        row[column] = words;
        empty = false;
    }

    /** Ends the row at a place, which is behind all others. */
    void endRow(int place) {
        if (empty) {
            return;
        }
        int number = number();
        if (number < 0) {
            spread();
            writeRow(place);
        } else {
            hold(place, number);
        }
        Arrays.fill(row, null);
        empty = true;
    }

    private void hold(int place, int number) {
        if (held == places.length) {
            places = Arrays.copyOf(places, 2 * held);
            numbers = Arrays.copyOf(numbers, 2 * held);
        }
        places[held] = place;
        numbers[held++] = number;
    }

    private void writeRow(int place) {
        for (int column = 0; column < leaves.length; column++) {
            Object words = row[column];
            if (words instanceof String word) {
                leaves[column].text(place, word);
            } else if (words != null) {
                leaves[column].texts(place, (List<?>) words);
            }
        }
    }

    /** Hands all rows that ended to the leaves. */
    void spread() {
        for (int column = 0; column < leaves.length && held > 0; column++) {
            spread(leaves[column], column);
        }
        held = 0;
    }

    private void spread(LeafWriter leaf, int column) {
        for (int i = 0; i < held; i++) {
            Object words = known[numbers[i]][column];
            if (words instanceof String word) {
                leaf.word(places[i], numbers[i], word);
            } else if (words != null) {
                leaf.texts(places[i], (List<?>) words);
            }
        }
    }

    /** Begins another chunk, in which numbers stand for other words. */
    void clear() {
        Arrays.fill(slots, 0);
        Arrays.fill(known, 0, size, null);
        size = 0;
    }

    /** What stands for the words of the row; -1 where they are not known and no more can be. */
    private int number() {
        int hash = Arrays.hashCode(row);
        int mask = slots.length - 1;
        int slot = (hash ^ hash >>> 16) & mask;
        while (slots[slot] != 0) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash && Arrays.equals(known[number], row)) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
        return size == MOST_KNOWN ? -1 : remember(hash, slot);
    }

    private int remember(int hash, int slot) {
        if (size == known.length) {
            known = Arrays.copyOf(known, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        known[size] = row.clone();
        hashes[size] = hash;
        slots[slot] = ++size;
        if (2 * size > slots.length) {
            growSlots();
        }
        return size - 1;
    }

    private void growSlots() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = (hashes[number] ^ hashes[number] >>> 16) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = number + 1;
        }
    }
}
