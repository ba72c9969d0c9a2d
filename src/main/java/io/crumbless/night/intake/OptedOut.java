package io.crumbless.night.intake;

import io.crumbless.night.legacy.OptOutIds;
import io.crumbless.night.legacy.OptOutScanner;
import io.crumbless.night.legacy.OptOutSource;
import io.crumbless.warehouse.ledger.Tombstones;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The people on the lists of legacy opt-outs of one night, by keyed hashes.
 *
 * @param businessDate of the night
 * @param keyFingerprint erasure key of the hashes; hashes of another key cannot be compared
 * @param bySource the first eight bytes of the hash of each id, sorted; for customers, of their tombstones
 */
record OptedOut(LocalDate businessDate, String keyFingerprint, SortedMap<String, long[]> bySource) {
    private static final int FORMAT = 1;
    private static final int DIGITS = 16;
    private static final int HEXADECIMAL = 16;

    OptedOut {
        bySource = Collections.unmodifiableSortedMap(new TreeMap<>(bySource));
    }

    /** The people on the lists of a night. */
    static OptedOut of(Intake intake, LocalDate businessDate, Tombstones hashing) {
        SortedMap<String, OptOutIds> ids = new TreeMap<>();
        for (Delivery<OptOutSource> delivery : intake.optOuts()) {
            if (delivery.source().terms().ofLegacy()) {
                OptOutIds ofSource = ids.computeIfAbsent(delivery.sourceName(), any -> ids(hashing));
                new OptOutScanner(delivery.source()).scan(delivery.file(), ofSource);
            }
        }
        SortedMap<String, long[]> hashes = new TreeMap<>();
        ids.forEach((source, each) -> hashes.put(source, each.sorted()));
        return new OptedOut(businessDate, hashing.keyFingerprint(), hashes);
    }

    private static OptOutIds ids(Tombstones hashing) {
        return new OptOutIds(
                customer -> start(hashing.hmac(customer)), cookie -> start(hashing.seal("cookie " + cookie.key())));
    }

    private static long start(String hash) {
        return Long.parseUnsignedLong(hash.substring(0, DIGITS), HEXADECIMAL);
    }

    /** The tombstones of people, in the form used here for customers. */
    static long[] starts(Iterable<String> tombstones) {
        long[] starts = new long[1 << 4];
        int size = 0;
        for (String hash : tombstones) {
            starts = size == starts.length ? Arrays.copyOf(starts, 2 * size) : starts;
            starts[size++] = start(hash);
        }
        return Arrays.stream(starts, 0, size).sorted().toArray();
    }

    boolean isEmpty() {
        return bySource.values().stream().allMatch(hashes -> hashes.length == 0);
    }

    boolean names(long hash) {
        return bySource.values().stream().anyMatch(hashes -> Arrays.binarySearch(hashes, hash) >= 0);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(FORMAT);
        out.writeUTF(businessDate.toString());
        out.writeUTF(keyFingerprint);
        out.writeInt(bySource.size());
        for (Map.Entry<String, long[]> source : bySource.entrySet()) {
            out.writeUTF(source.getKey());
            out.writeInt(source.getValue().length);
            for (long hash : source.getValue()) {
                out.writeLong(hash);
            }
        }
    }

    /**
     * Deserialises the output of {@link #write}.
     *
     * @param bytes its size
     * @throws IOException if it is anything else
     */
    static OptedOut read(DataInputStream in, long bytes) throws IOException {
        if (in.readInt() != FORMAT) {
            throw new IOException("another format");
        }
        LocalDate businessDate = LocalDate.parse(in.readUTF());
        String fingerprint = in.readUTF();
        SortedMap<String, long[]> bySource = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String source = in.readUTF();
            int size = in.readInt();
            if (size < 0 || (long) size * Long.BYTES > bytes) {
                throw new IOException("cut off");
            }
            long[] hashes = new long[size];
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] = in.readLong();
            }
            bySource.put(source, hashes);
        }
        return new OptedOut(businessDate, fingerprint, bySource);
    }

    @Override
    public String toString() {
        return "(opt-outs of " + businessDate + ")";
    }
}
