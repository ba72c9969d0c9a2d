package io.crumbless.run.local;

import io.crumbless.profile.Failure;
import io.crumbless.profile.IdHash;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * How many ids were given in more than one spelling. Each range leaves a file with the hash of each subject's key, and notes
 * in which styles its ids are written. Only where these leave it possible that two ids are spellings of one are the files
 * read: ids in one style, as those of most shops, cost a few nanoseconds each. Not safe for several threads.
 */
final class DeliveredSpellings {
    private static final String FOLDER = "spellings";
    private static final String STYLE = "ids: ";
    private static final String LOWER = STYLE + "lower case";
    private static final String UPPER = STYLE + "upper case";
    private static final String ZEROS = STYLE + "zeros before";
    private static final String OTHER = STYLE + "neither plain letters nor digits alone";
    private static final String DIGITS = STYLE + "digits, number of them ";

    /** Sorted at once: 64 MiB. */
    private static final int MOST_AT_ONCE = 1 << 23;

    private long[] keys = new long[1 << 10];
    private int size;
    private boolean lower;
    private boolean upper;
    private boolean zeros;
    private boolean other;
    private long lengths;

    /** Takes note of somebody who was given something: one call for each spelling. */
    void add(byte[] id) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = IdHash.ofKey(id, 0, id.length);
        noteStyle(id);
    }

    private void noteStyle(byte[] id) {
        boolean digits = true;
        boolean marks = false;
        for (byte c : id) {
            boolean digit = c >= '0' && c <= '9';
            digits &= digit;
            lower |= c >= 'a' && c <= 'z';
            upper |= c >= 'A' && c <= 'Z';
            marks |= c == '.' || c == '+';
            other |= c <= ' ' || c == 0x7F;
        }
        other |= marks && id[0] >= '0' && id[0] <= '9';
        if (digits) {
            lengths |= 1L << Math.min(id.length, Long.SIZE - 1);
            zeros |= id.length > 1 && id[0] == '0';
        }
    }

    /** Leaves the file of one range. */
    void write(Workspace workspace, String part) throws IOException {
        Path folder = Files.createDirectories(workspace.folder().resolve(FOLDER));
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve(part)), 1 << 16))) {
            for (int i = 0; i < size; i++) {
                out.writeLong(keys[i]);
            }
        }
    }

    /** Adds the styles to what the part counts. */
    void count(SortedMap<String, Long> counts) {
        count(lower, LOWER, counts);
        count(upper, UPPER, counts);
        count(zeros, ZEROS, counts);
        count(other, OTHER, counts);
        for (int length = 0; length < Long.SIZE; length++) {
            count((lengths >>> length & 1) == 1, DIGITS + length, counts);
        }
    }

    private static void count(boolean met, String style, SortedMap<String, Long> counts) {
        if (met) {
            counts.put(style, 1L);
        }
    }

    /** How many keys were given in more than one spelling. To be asked when all ranges are done. */
    static long inSeveral(NightWork work) {
        try {
            return mayBeSeveral(work.workspace().counts(MergeStage.PREFIX)) ? count(work.workspace()) : 0;
        } catch (IOException failure) {
            throw new Failure(
                    Failure.Actor.ENVIRONMENT,
                    "Cannot read what the run left in " + work.workspace().folder(),
                    failure);
        }
    }

    private static boolean mayBeSeveral(SortedMap<String, Long> styles) {
        long numberLengths = styles.keySet().stream()
                .filter(style -> style.startsWith(DIGITS))
                .count();
        return styles.containsKey(OTHER)
                || (styles.containsKey(LOWER) && styles.containsKey(UPPER))
                || (styles.containsKey(ZEROS) && numberLengths > 1);
    }

    private static long count(Workspace workspace) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(workspace.folder().resolve(FOLDER))) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        long shares = bytes / Long.BYTES / MOST_AT_ONCE + 1;
        long several = 0;
        for (long share = 0; share < shares; share++) {
            several += count(workspace, shares, share);
        }
        return several;
    }

    private static long count(Workspace workspace, long shares, long share) throws IOException {
        long[] found = new long[1 << 16];
        int size = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(workspace.folder().resolve(FOLDER))) {
            for (Path file : files) {
                LongBuffer keys = keys(file);
                while (keys.hasRemaining()) {
                    long key = keys.get();
                    if (Long.remainderUnsigned(key, shares) == share) {
                        found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                        found[size++] = key;
                    }
                }
            }
        }
        Arrays.sort(found, 0, size);
        long several = 0;
        for (int i = 1; i < size; i++) {
            boolean second = found[i] == found[i - 1] && (i == 1 || found[i] != found[i - 2]);
            several += second ? 1 : 0;
        }
        return several;
    }

    private static LongBuffer keys(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until all of it is there.
            }
            return bytes.flip().asLongBuffer();
        }
    }
}
