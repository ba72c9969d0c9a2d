package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** Encodes BOOLEAN values: one bit each, lowest first. */
final class BooleanEncoder extends ValueEncoder {
    private boolean[] values = new boolean[64];
    private int count;

    void add(boolean value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    @Override
    int count() {
        return count;
    }

    @Override
    long bytes() {
        return count;
    }

    @Override
    int pageEnd(int from, int most, int mostBytes) {
        return (int) Math.min(count, (long) from + Math.min(most, 8L * mostBytes));
    }

    @Override
    void putBounds(int from, int to, Statistics.Builder statistics) {
        if (from == to) {
            return;
        }
        boolean smallest = true;
        boolean largest = false;
        for (int i = from; i < to; i++) {
            smallest &= values[i];
            largest |= values[i];
        }
        statistics.withMin(new byte[] {(byte) (smallest ? 1 : 0)});
        statistics.withMax(new byte[] {(byte) (largest ? 1 : 0)});
    }

    @Override
    Encoding encode(int from, int to, Bytes out) {
        for (int start = from; start < to; start += 8) {
            int bits = 0;
            for (int i = start; i < Math.min(start + 8, to); i++) {
                bits |= (values[i] ? 1 : 0) << (i - start);
            }
            out.addByte(bits);
        }
        return Encoding.PLAIN;
    }

    @Override
    @Nullable
    DictionaryPage dictionary() {
        return null;
    }

    @Override
    void clear() {
        count = 0;
    }
}
