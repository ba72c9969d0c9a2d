package io.crumbless.night.gather;

import io.crumbless.kernel.profile.IdHash;
import io.crumbless.kernel.profile.IdStyles;
import io.crumbless.night.scatter.PartNotes;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.process.Failure;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many ids were given in more than one spelling. Each range leaves a file: in which styles its ids are written, and the
 * hash of each one's key. Only where these leave it possible that two ids are spellings of one are the files
 * read: ids in one style, as those of most shops, cost a few nanoseconds each. Not safe for several threads.
 */
public final class DeliveredSpellings {
    /** What notes of it are called where the files do not lie here. */
    public static final String NOTES = "spellings";

    private static final String FOLDER = NOTES;
    private static final String IN_SEVERAL = "ids in several spellings";
    /** Before the keys stand the styles. */
    private static final int HEAD_BYTES = 2 * Long.BYTES;

    /** Sorted at once: 64 MiB. */
    private static final int MOST_AT_ONCE = 1 << 23;

    private long[] keys = new long[1 << 10];
    private int size;
    private final IdStyles styles = new IdStyles();

    /** Takes note of somebody who was given something: one call for each spelling. */
    void add(byte[] id) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = IdHash.ofKey(id, 0, id.length);
        styles.add(id, 0, id.length);
    }

    /** Leaves the file of one range. */
    void write(Workspace workspace, String part) throws IOException {
        Path folder = Files.createDirectories(workspace.folder().resolve(FOLDER));
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(folder.resolve(part)), 1 << 16))) {
            for (long number : styles.numbers()) {
                out.writeLong(number);
            }
            writeKeys(out);
        }
    }

    /** The hash of each one's key, 8 bytes each. */
    public void writeKeys(DataOutputStream out) throws IOException {
        for (int i = 0; i < size; i++) {
            out.writeLong(keys[i]);
        }
    }

    /** In which styles the ids are written. */
    public IdStyles styles() {
        return styles;
    }

    /** Notes of a count that was made where the files lay. */
    public static PartNotes notes(long inSeveral) {
        return new PartNotes(List.of(), new TreeMap<>(Map.of(IN_SEVERAL, inSeveral)), new TreeMap<>());
    }

    /** How many keys were given in more than one spelling. To be asked when all ranges are done. */
    static long inSeveral(Workspace workspace) {
        if (!Files.exists(workspace.folder().resolve(FOLDER))) {
            return workspace.counts(NOTES).getOrDefault(IN_SEVERAL, 0L);
        }
        try {
            return styles(workspace).mayDiffer() ? count(workspace) : 0;
        } catch (IOException failure) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot read what the run left in " + workspace.folder(),
                    failure);
        }
    }

    private static IdStyles styles(Workspace workspace) throws IOException {
        IdStyles all = new IdStyles();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(workspace.folder().resolve(FOLDER))) {
            for (Path file : files) {
                LongBuffer head = longs(file, HEAD_BYTES);
                all.add(IdStyles.of(head.get(), head.get()));
            }
        }
        return all;
    }

    private static long count(Workspace workspace) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(workspace.folder().resolve(FOLDER))) {
            for (Path file : files) {
                bytes += Files.size(file) - HEAD_BYTES;
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
                LongBuffer keys = longs(file, Files.size(file)).position(HEAD_BYTES / Long.BYTES);
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

    private static LongBuffer longs(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until all of it is there.
            }
            return bytes.flip().asLongBuffer();
        }
    }
}
