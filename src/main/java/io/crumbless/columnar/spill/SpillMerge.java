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
    /** Of all files together: what one thread may hold, however many there are. */
    private static final int READ_AHEAD_BYTES = 32 << 20;

    private static final int MOST_READ_AHEAD_BYTES = 128 << 10;
    private static final int LEAST_READ_AHEAD_BYTES = 4 << 10;

    private final SourceHeap heads;
    private final byte @Nullable [] to;
    private byte @Nullable [] key;
    private @Nullable SpillCursor current;

    /**
     * @param from first key of the range; null for the very first
     * @param to first key beyond the range; null where it has no end
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

    /** All keys of a range begin as its ends do, as far as those are alike. */
    private static int sharedBytes(byte @Nullable [] from, byte @Nullable [] to) {
        return from == null || to == null ? 0 : Math.max(0, Arrays.mismatch(from, to));
    }

    /** As many bytes of each file as {@value #READ_AHEAD_BYTES} for all of them give, within bounds. */
    private static int readAhead(int files) {
        return Math.min(MOST_READ_AHEAD_BYTES, Math.max(LEAST_READ_AHEAD_BYTES, READ_AHEAD_BYTES / Math.max(1, files)));
    }

    private static boolean isBefore(byte @Nullable [] end, SpillCursor cursor) {
        return end == null || cursor.compareKey(end, 0, end.length) < 0;
    }

    /** Moves to the next key, over what is left of the current one's records; false at the end of the range. */
    public boolean nextKey() throws IOException {
        while (nextRecord()) {
            // Records of the current key that the caller did not ask for.
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

    /** Moves to the next record of the current key; false after its last. */
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

    /** The payload of the current record, from its beginning. */
    public RecordReader payload() {
        return current().payload();
    }

    /** Reads a symbol of the current record's payload. */
    public @Nullable String symbol(RecordReader payload) {
        return current().file().symbol((int) payload.number());
    }

    /**
     * Reads a symbol as what it stands for, which is made once a file.
     *
     * @param meaning makes it from the text; always the same function for one symbol
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
