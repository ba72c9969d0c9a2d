package io.crumbless.night.legacy;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.Serializable;
import java.util.Arrays;

/** Stores distinct subject ids as consecutive UTF-8 bytes. Ids are found by hash and then compared in full. */
final class SubjectArena implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int ABSENT = -1;

    /** The longest array that every virtual machine can allocate. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private final Fingerprint hash;
    private byte[] bytes = new byte[1 << 10];
    /** The start of each id, plus the end of the last one. */
    private int[] starts = new int[1 << 6];

    private int count;
    /** Id + 1 by hash, with linear probing, at most half full; 0 marks a free slot. */
    private int[] slots = new int[1 << 7];

    SubjectArena(Fingerprint hash) {
        this.hash = hash;
    }

    /** Returns a hasher with the same key, for use by one thread. */
    Fingerprint hasher() {
        return hash.another();
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int id) {
        return starts[id];
    }

    int end(int id) {
        return starts[id + 1];
    }

    /** The id's number, or {@link #ABSENT}. */
    int find(byte[] from, int offset, int length, Fingerprint hasher) {
        hasher.take(from, offset, length);
        int slot = findSlot(hasher.low, from, offset, length);
        return slots[slot] - 1;
    }

    /** A copy of the id. */
    byte[] copy(int id) {
        return Arrays.copyOfRange(bytes, starts[id], starts[id + 1]);
    }

    /** The number of the id; a new id gets the next number. */
    int add(byte[] from, int offset, int length) {
        hash.take(from, offset, length);
        int slot = findSlot(hash.low, from, offset, length);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        append(from, offset, length);
        slots[slot] = count;
        if (2 * count > slots.length) {
            index(2 * slots.length);
        }
        return count - 1;
    }

    private int findSlot(long hashed, byte[] from, int offset, int length) {
        int mask = slots.length - 1;
        int slot = (int) hashed & mask;
        while (slots[slot] != 0 && !equal(slots[slot] - 1, from, offset, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean equal(int id, byte[] from, int offset, int length) {
        return Arrays.equals(bytes, starts[id], starts[id + 1], from, offset, offset + length);
    }

    private void append(byte[] from, int offset, int length) {
        int start = starts[count];
        if (MOST_BYTES - start < length) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot hold " + count
                            + " linked subjects: their ids exceed 2 GiB; split the job by region or brand");
        }
        if (bytes.length < start + length) {
            long wanted = Math.max(bytes.length + (bytes.length >> 1), (long) start + length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, MOST_BYTES));
        }
        System.arraycopy(from, offset, bytes, start, length);
        count++;
        if (starts.length == count) {
            starts = Arrays.copyOf(starts, count + (count >> 1));
        }
        starts[count] = start + length;
    }

    private void index(int size) {
        slots = new int[size];
        int mask = size - 1;
        for (int id = 0; id < count; id++) {
            hash.take(bytes, starts[id], starts[id + 1] - starts[id]);
            int slot = (int) hash.low & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id + 1;
        }
    }

    /** Renumbers the ids in the order of their bytes and returns the new number of each old one. */
    int[] sort() {
        int[] order = new ByteSort(bytes, starts, count).order();
        byte[] sorted = new byte[starts[count]];
        int[] sortedStarts = new int[count + 1];
        int[] rank = new int[count];
        int end = 0;
        for (int i = 0; i < count; i++) {
            int id = order[i];
            int length = starts[id + 1] - starts[id];
            System.arraycopy(bytes, starts[id], sorted, end, length);
            end += length;
            sortedStarts[i + 1] = end;
            rank[id] = i;
        }
        bytes = sorted;
        starts = sortedStarts;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slots[i] == 0 ? 0 : rank[slots[i] - 1] + 1;
        }
        return rank;
    }
}
