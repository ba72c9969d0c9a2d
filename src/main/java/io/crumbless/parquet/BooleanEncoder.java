package io.crumbless.parquet;

import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** BOOLEAN values: one bit each, lowest first. */
final class BooleanEncoder extends ValueEncoder {
    private final Bytes bits = new Bytes(32);
    private int pending;
    private int count;
    private int trues;

    void add(boolean value) {
        if (value) {
            pending |= 1 << (count & 7);
            trues++;
        }
        count++;
        if ((count & 7) == 0) {
            bits.addByte(pending);
            pending = 0;
        }
    }

    @Override
    int count() {
        return count;
    }

    @Override
    int pageBytes() {
        return bits.length();
    }

    @Override
    boolean isDictionaryFull() {
        return false;
    }

    @Override
    void putBounds(Statistics.Builder statistics) {
        if (count > 0) {
            statistics.withMin(new byte[] {(byte) (trues == count ? 1 : 0)});
            statistics.withMax(new byte[] {(byte) (trues > 0 ? 1 : 0)});
        }
    }

    @Override
    Encoding finishPage(Bytes out, RunWriter runs) {
        if ((count & 7) != 0) {
            bits.addByte(pending);
        }
        out.add(bits);
        bits.clear();
        pending = 0;
        count = 0;
        trues = 0;
        return Encoding.PLAIN;
    }

    @Override
    @Nullable
    DictionaryPage finishChunk() {
        return null;
    }
}
