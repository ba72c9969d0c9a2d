package io.crumbless.columnar.parquet.rewrite;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.parquet.format.DamagedFile;
import io.crumbless.columnar.parquet.format.RleBitPackedHybridReader;
import io.crumbless.columnar.parquet.format.Slice;

/**
 * Cuts values out of Parquet's RLE / bit-packing hybrid (see {@link RleBitPackedHybridReader}) without encoding the
 * others again. Runs that remain entirely are copied. A bit-packed run is split at a group of eight that loses values:
 * the rest of that group becomes RLE runs, because only the last group of a page may have fewer than eight values.
 */
final class RleBitPackedHybridCut {
    private static final int GROUP = 8;
    private static final int NONE = -1;

    private final Slice runs;
    private final int width;
    private final Ranges stay;
    private final int count;
    private final Bytes out;

    /** Removed values that are equal to this are counted. */
    private final int sought;

    private int soughtGone;
    private int position;

    /** The first range of remaining values that does not end before the current run. */
    private int range;

    private RleBitPackedHybridCut(Slice runs, int width, Ranges stay, int count, Bytes out, int sought) {
        this.runs = runs;
        this.width = width;
        this.stay = stay;
        this.count = count;
        this.out = out;
        this.sought = sought;
        this.position = runs.start();
    }

    /** As {@link #copy(Slice, int, Ranges, int, Bytes, int)}, without counting. */
    static void copy(Slice runs, int width, Ranges stay, int count, Bytes out) {
        copy(runs, width, stay, count, out, NONE);
    }

    /**
     * Appends the remaining values to {@code out}.
     *
     * @param width bits per value
     * @param count number of values, since the last group may be padded
     * @param sought a value to count
     * @return how many of the removed values are {@code sought}
     */
    static int copy(Slice runs, int width, Ranges stay, int count, Bytes out, int sought) {
        RleBitPackedHybridCut cut = new RleBitPackedHybridCut(runs, width, stay, count, out, sought);
        cut.copy();
        return cut.soughtGone;
    }

    private void copy() {
        if (width == 0) {
            // Values of width 0, that is zeros, have no bytes to copy.
            addRun(position, stay.total());
            return;
        }
        int copied = position;
        int first = 0;
        while (first < count && !allBehindStay(first)) {
            int start = position;
            int header = varint();
            boolean packed = (header & 1) != 0;
            int values = (header >>> 1) * (packed ? GROUP : 1);
            if (values <= 0) {
                throw new DamagedFile("an empty run");
            }
            int body = position;
            skip(packed ? (long) (header >>> 1) * width : valueBytes());
            int end = (int) Math.min((long) first + values, count);
            if (!staysWhole(first, end)) {
                out.add(runs.bytes(), copied, start - copied);
                if (packed) {
                    cutPacked(body, first, end);
                } else {
                    int staying = staying(first, end);
                    soughtGone += valueAt(body) == sought ? end - first - staying : 0;
                    addRun(body, staying);
                }
                copied = position;
            }
            first = end;
        }
        out.add(runs.bytes(), copied, runs.end() - copied);
    }

    /** Whether everything from here on remains. */
    private boolean allBehindStay(int first) {
        return stay.size() > 0 && stay.to(stay.size() - 1) == count && stay.from(stay.size() - 1) <= first;
    }

    private boolean staysWhole(int first, int end) {
        while (range < stay.size() && stay.to(range) <= first) {
            range++;
        }
        return range < stay.size() && stay.from(range) <= first && end <= stay.to(range);
    }

    /** How many of the values remain. */
    private int staying(int first, int end) {
        int staying = 0;
        for (int i = range; i < stay.size() && stay.from(i) < end; i++) {
            staying += Math.max(0, Math.min(end, stay.to(i)) - Math.max(first, stay.from(i)));
        }
        return staying;
    }

    private void cutPacked(int body, int first, int end) {
        int whole = body;
        int group = body;
        for (int at = first; at < end; at += GROUP, group += width) {
            int behind = Math.min(at + GROUP, end);
            if (!staysWhole(at, behind)) {
                addPacked(whole, group);
                addOneByOne(group, at, behind);
                whole = group + width;
            }
        }
        addPacked(whole, group);
    }

    private void addPacked(int from, int to) {
        if (to > from) {
            out.addVarint((to - from) / width << 1 | 1);
            out.add(runs.bytes(), from, to - from);
        }
    }

    /** The rest of a group, as RLE runs. */
    private void addOneByOne(int group, int first, int end) {
        int[] values = new int[GROUP];
        new RleBitPackedHybridReader(runs.bytes(), group, group + width, width).readPacked(values, end - first);
        int left = 0;
        for (int i = 0; i < end - first; i++) {
            if (staying(first + i, first + i + 1) > 0) {
                values[left++] = values[i];
            } else if (values[i] == sought) {
                soughtGone++;
            }
        }
        for (int from = 0, to; from < left; from = to) {
            to = from + 1;
            while (to < left && values[to] == values[from]) {
                to++;
            }
            out.addVarint(to - from << 1);
            for (int k = 0; k < valueBytes(); k++) {
                out.addByte(values[from] >>> GROUP * k);
            }
        }
    }

    private void addRun(int value, int length) {
        if (length > 0) {
            out.addVarint(length << 1);
            out.add(runs.bytes(), value, valueBytes());
        }
    }

    private int valueAt(int at) {
        int value = 0;
        for (int k = 0; k < valueBytes(); k++) {
            value |= (runs.bytes()[at + k] & 0xFF) << GROUP * k;
        }
        return value;
    }

    private int valueBytes() {
        return width + 7 >>> 3;
    }

    private void skip(long size) {
        if (size > runs.end() - position) {
            throw new DamagedFile("a page ended within a run");
        }
        position += (int) size;
    }

    private int varint() {
        int value = 0;
        for (int shift = 0; shift < 35 && position < runs.end(); shift += 7) {
            int b = runs.bytes()[position++];
            value |= (b & 0x7F) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new DamagedFile("a run header of more than 5 bytes, or cut short");
    }
}
