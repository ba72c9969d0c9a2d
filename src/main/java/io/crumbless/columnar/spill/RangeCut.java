package io.crumbless.columnar.spill;

import java.util.Arrays;
import java.util.List;

/** Splits the records of runs at the boundaries of key ranges. Not thread-safe. */
public final class RangeCut {
    /** For keys before the first range. */
    public static final int BEFORE = -1;

    private final byte[] first;
    private final List<byte[]> splitters;
    private final RecordReader reader = new RecordReader();
    private int range = BEFORE;

    /** Receives the records of one range. */
    @FunctionalInterface
    public interface Sink {
        /** @param range {@link #BEFORE}, or its number from 0 */
        void slice(int range, byte[] records);
    }

    /**
     * @param first the first key of the first range
     * @param splitters first key of each range but the first, in order
     */
    public RangeCut(byte[] first, List<byte[]> splitters) {
        this.first = first;
        this.splitters = splitters;
    }

    /** Begins another run. */
    public void beginRun() {
        range = BEFORE;
    }

    /**
     * Splits further records of a run.
     *
     * @param records complete ones, in order
     */
    public void cut(byte[] records, Sink sink) {
        int from = 0;
        int at = 0;
        while (at < records.length) {
            int end = Records.end(records, at, records.length, reader);
            if (end == 0) {
                throw new IllegalArgumentException("Cannot cut records: the last one is not whole");
            }
            int found = rangeFromHere(records, at);
            if (found != range) {
                hand(records, from, at, sink);
                from = at;
                range = found;
            }
            at = end;
        }
        hand(records, from, at, sink);
    }

    private void hand(byte[] records, int from, int to, Sink sink) {
        if (to > from) {
            sink.slice(range, from == 0 && to == records.length ? records : Arrays.copyOfRange(records, from, to));
        }
    }

    /** Keys of a run ascend, so it is the same range or a later one. */
    private int rangeFromHere(byte[] records, int at) {
        reader.moveTo(records, at);
        int length = (int) reader.number();
        int key = reader.position();
        if (range == BEFORE && isBefore(records, key, length, first)) {
            return BEFORE;
        }
        int found = Math.max(0, range);
        while (found < splitters.size() && !isBefore(records, key, length, splitters.get(found))) {
            found++;
        }
        return found;
    }

    private static boolean isBefore(byte[] records, int key, int length, byte[] other) {
        return Arrays.compareUnsigned(records, key, key + length, other, 0, other.length) < 0;
    }
}
