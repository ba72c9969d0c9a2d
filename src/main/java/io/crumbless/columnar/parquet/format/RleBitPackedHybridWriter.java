package io.crumbless.columnar.parquet.format;

import java.util.Arrays;

/**
 * Encodes Parquet's RLE / bit-packing hybrid (see {@link RleBitPackedHybridReader}), in which a run of equal values costs the same
 * however long it is: the nulls of a sparse column are written as one number.
 *
 * <p>Eight or more equal values become a run; fewer are packed in groups of eight.
 */
public final class RleBitPackedHybridWriter {
    /** Maximum number of groups for a run header of one byte. */
    private static final int MOST_GROUPS = 63;

    private final Bytes out;
    private int width;
    private int value;
    private long count;

    private final int[] group = new int[8];
    private int inGroup;
    private int groups;
    private int groupsHeader;

    public RleBitPackedHybridWriter(Bytes out) {
        this.out = out;
    }

    /** Begins a new sequence of values below {@code 1 << width}, appended to the bytes written so far. */
    public void start(int newWidth) {
        width = newWidth;
        count = 0;
        inGroup = 0;
        groups = 0;
    }

    public void add(int newValue, long times) {
        if (newValue == value) {
            count += times;
        } else {
            if (count > 0) {
                endOfEqual();
            }
            value = newValue;
            count = times;
        }
    }

    /** Writes pending values; the last group of eight is padded with zeros, which readers ignore. */
    public void finish() {
        endOfEqual();
        if (inGroup > 0) {
            Arrays.fill(group, inGroup, 8, 0);
            inGroup = 8;
            writeGroup();
        }
        endPacked();
    }

    private void endOfEqual() {
        // An incomplete group must be completed before an RLE run can follow.
        while (count > 0 && (inGroup > 0 || count < 8)) {
            group[inGroup++] = value;
            count--;
            if (inGroup == 8) {
                writeGroup();
            }
        }
        while (count >= 8) {
            endPacked();
            long some = Math.min(count, Integer.MAX_VALUE >>> 1);
            out.addVarint((int) (some << 1));
            for (int bits = 0; bits < width; bits += 8) {
                out.addByte(value >>> bits);
            }
            count -= some;
        }
        while (count > 0) {
            group[inGroup++] = value;
            count--;
        }
    }

    private void writeGroup() {
        if (groups == 0) {
            groupsHeader = out.length();
            out.addByte(0);
        }
        long bits = 0;
        int filled = 0;
        for (int i = 0; i < 8; i++) {
            bits |= (long) group[i] << filled;
            filled += width;
            while (filled >= 8) {
                out.addByte((int) bits);
                bits >>>= 8;
                filled -= 8;
            }
        }
        inGroup = 0;
        groups++;
        if (groups == MOST_GROUPS) {
            endPacked();
        }
    }

    private void endPacked() {
        if (groups > 0) {
            out.array()[groupsHeader] = (byte) (groups << 1 | 1);
            groups = 0;
        }
    }
}
