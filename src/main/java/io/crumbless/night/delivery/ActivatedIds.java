package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.SubjectId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The people of whom a file of an activation log may have records: a Bloom filter over the hashes of their ids, without
 * false negatives and with 1 % false positives. It contains no id.
 */
public final class ActivatedIds {
    private static final int BITS_PER_ID = 10;
    private static final int HASHES = 7;

    private final long[] bits;
    private final long ofAnybody;

    private ActivatedIds(long[] hashes, int count, long ofAnybody) {
        this.bits = new long[Math.max(1, (int) ((long) count * BITS_PER_ID / Long.SIZE))];
        this.ofAnybody = ofAnybody;
        for (int i = 0; i < count; i++) {
            for (int nth = 0; nth < HASHES; nth++) {
                long bit = bit(hashes[i], nth);
                bits[(int) (bit >>> 6)] |= 1L << bit;
            }
        }
    }

    /**
     * Reads one file.
     *
     * @throws io.crumbless.process.Failure as {@link ActivationReader#read}
     */
    public static ActivatedIds of(ActivationSource source, FileEntry file) {
        Hashes hashes = new Hashes();
        RowReader.of(DeliveryPart.whole(file), source.format(), source.columns())
                .read(hashes);
        return new ActivatedIds(hashes.hashes, hashes.distinct(), hashes.ofAnybody);
    }

    /** Whether there may be records of the person; if not, there are none. */
    public boolean mayHold(SubjectId subject) {
        long hash = IdHash.ofSpelling(subject.key());
        for (int nth = 0; nth < HASHES; nth++) {
            long bit = bit(hash, nth);
            if ((bits[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The number of records that could not be read or name nobody, and may therefore concern anybody. */
    public long ofAnybody() {
        return ofAnybody;
    }

    /** Its memory size in bytes. */
    public long bytes() {
        return (long) bits.length * Long.BYTES;
    }

    /** The position of the nth hash, derived from two hashes (Kirsch and Mitzenmacher 2006). */
    private long bit(long hash, int nth) {
        int mixed = (int) hash + nth * (int) (hash >>> 32);
        return (mixed & 0xFFFF_FFFFL) % ((long) bits.length * Long.SIZE);
    }

    /** Takes the ids of a file. */
    private static final class Hashes implements RowSink {
        private long[] hashes = new long[1024];
        private int count;
        private long ofAnybody;

        @Override
        public void row(long position, @Nullable String[] texts) {
            String id = ActivationReader.subject(texts);
            if (id == null) {
                ofAnybody++;
                return;
            }
            if (count == hashes.length) {
                count = distinct();
                hashes = count > hashes.length / 2 ? Arrays.copyOf(hashes, hashes.length * 2) : hashes;
            }
            hashes[count++] = IdHash.ofKey(id);
        }

        @Override
        public void malformed(long position, boolean mayWithdraw) {
            ofAnybody++;
        }

        /** Sorts the hashes and removes duplicates; returns their number. */
        private int distinct() {
            Arrays.sort(hashes, 0, count);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || hashes[i] != hashes[i - 1]) {
                    hashes[kept++] = hashes[i];
                }
            }
            return kept;
        }
    }
}
