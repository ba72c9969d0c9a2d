package io.crumbless.columnar.spill;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several sorted files read as one, over a range of keys.
 *
 * <pre>{@code
 * while (merge.nextKey()) {
 *     while (merge.nextRecord()) {
 *         switch (merge.kind()) ... merge.payload()
 *     }
 * }
 * }</pre>
 */
public final class SpillMerge {
    /** For all files together, which bounds the memory of a thread. */
    private static final int READ_AHEAD_BYTES = 32 << 20;

    private static final int MOST_READ_AHEAD_BYTES = 128 << 10;
    private static final int LEAST_READ_AHEAD_BYTES = 4 << 10;

    private final SourceHeap heads;
    private final byte @Nullable [] to;
    private byte @Nullable [] key;
    private @Nullable SpillCursor current;

    /**
     * @param from first key of the range; null for the first key
     * @param to exclusive end of the range; null if it has no end
     */
    public SpillMerge(List<? extends SpillRun> files, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
        this.to = to;
        this.heads = new SourceHeap(files.size());
        int sharedBytes = sharedBytes(from, to);
        for (SpillRun file : files) {
            SpillCursor cursor = new SpillCursor(file, file.seek(from), sharedBytes, readAhead(files.size()));
            boolean found = cursor.next();
            while (found && from != null && cursor.compareKey(from, 0, from.length) < 0) {
                found = cursor.next();
            }
            if (found && isBefore(to, cursor)) {
                heads.add(cursor);
            }
        }
    }

    /** All keys of a range share the common prefix of its bounds. */
    private static int sharedBytes(byte @Nullable [] from, byte @Nullable [] to) {
        return from == null || to == null ? 0 : Math.max(0, Arrays.mismatch(from, to));
    }

    /** Bytes per file, so that all files use {@value #READ_AHEAD_BYTES}, within bounds. */
    private static int readAhead(int files) {
        return Math.min(MOST_READ_AHEAD_BYTES, Math.max(LEAST_READ_AHEAD_BYTES, READ_AHEAD_BYTES / Math.max(1, files)));
    }

    private static boolean isBefore(byte @Nullable [] end, SpillCursor cursor) {
        return end == null || cursor.compareKey(end, 0, end.length) < 0;
    }

    /** Moves to the next key, skipping remaining records of the current one; false at the end of the range. */
    public boolean nextKey() throws IOException {
        while (nextRecord()) {
            // Remaining records of the current key.
        }
        SpillCursor head = heads.first();
        if (head == null) {
            return false;
        }
        key = head.key();
        return true;
    }

    /** The current key. */
    public byte[] key() {
        if (key == null) {
            throw new IllegalStateException("Cannot read a key: nextKey() has not found one");
        }
        return key;
    }

    /** Moves to the next record of the current key; false after the last. */
    public boolean nextRecord() throws IOException {
        if (current != null) {
            if (current.next() && isBefore(to, current)) {
                heads.firstMoved();
            } else {
                heads.removeFirst();
            }
            current = null;
        }
        SpillCursor head = heads.first();
        if (key == null || head == null || head.compareKey(key, 0, key.length) != 0) {
            return false;
        }
        current = head;
        return true;
    }

    private SpillCursor current() {
        if (current == null) {
            throw new IllegalStateException("Cannot read a record: nextRecord() has not found one");
        }
        return current;
    }

    /** The kind of the current record. */
    public int kind() {
        return current().kind();
    }

    /** The payload of the current record, from its start. */
    public RecordReader payload() {
        return current().payload();
    }

    /** Reads a symbol in the current record's payload. */
    public @Nullable String symbol(RecordReader payload) {
        return current().file().symbol((int) payload.number());
    }

    /**
     * Reads a symbol as an object, which is created once per file.
     *
     * @param meaning creates it from the text; always the same function for one symbol
     */
    public <T> @Nullable T symbol(RecordReader payload, Class<T> type, Function<String, T> meaning) {
        SpillRun file = current().file();
        int id = (int) payload.number();
        if (id < 0) {
            return null;
        }
        Object known = file.meaning(id);
        if (!type.isInstance(known)) {
            known = meaning.apply(String.valueOf(file.symbol(id)));
            file.remember(id, known);
        }
        return type.cast(known);
    }
}
