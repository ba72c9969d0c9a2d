package io.crumbless.columnar.spill;

import org.jspecify.annotations.Nullable;

/**
 * A heap of cursors by their current key, the smallest first; of equal keys the cursor added first. Unlike in {@code
 * java.util.PriorityQueue}, the first element can be moved in place, so a step of the merge sifts down once.
 */
final class SourceHeap {
    private final @Nullable SpillCursor[] cursors;
    private final int[] numbers;
    private int size;
    private int added;

    SourceHeap(int most) {
        this.cursors = new @Nullable SpillCursor[most];
        this.numbers = new int[most];
    }

    void add(SpillCursor cursor) {
        int at = size++;
        int number = added++;
        while (at > 0 && comesBefore(cursor, number, (at - 1) >>> 1)) {
            move((at - 1) >>> 1, at);
            at = (at - 1) >>> 1;
        }
        put(at, cursor, number);
    }

    @Nullable
    SpillCursor first() {
        return size == 0 ? null : cursors[0];
    }

    /** Restores the order after the first cursor has moved to another key. */
    void firstMoved() {
        sink(at(0), numbers[0]);
    }

    void removeFirst() {
        size--;
        SpillCursor last = at(size);
        cursors[size] = null;
        if (size > 0) {
            sink(last, numbers[size]);
        }
    }

    private void sink(SpillCursor cursor, int number) {
        int at = 0;
        int child = 1;
        while (child < size) {
            if (child + 1 < size && comesBefore(at(child + 1), numbers[child + 1], child)) {
                child++;
            }
            if (comesBefore(cursor, number, child)) {
                break;
            }
            move(child, at);
            at = child;
            child = 2 * at + 1;
        }
        put(at, cursor, number);
    }

    private boolean comesBefore(SpillCursor cursor, int number, int other) {
        int compared = cursor.compareKey(at(other));
        return compared < 0 || (compared == 0 && number < numbers[other]);
    }

    private SpillCursor at(int index) {
        SpillCursor cursor = cursors[index];
        if (cursor == null) {
            throw new IllegalStateException("Cannot read the heap: nothing stands at " + index);
        }
        return cursor;
    }

    private void move(int from, int to) {
        cursors[to] = cursors[from];
        numbers[to] = numbers[from];
    }

    private void put(int at, SpillCursor cursor, int number) {
        cursors[at] = cursor;
        numbers[at] = number;
    }
}
