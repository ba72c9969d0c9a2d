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
 * Counts the ids that were delivered in more than one spelling. For each range a file is written with the styles of its
 * ids and the hash of each folded key. The files are compared only if the styles make it possible that two ids are
 * spellings of the same id: ids in one style, as in most shops, cost a few nanoseconds each. Not thread-safe.
 */
public final class DeliveredSpellings {
    /** Name of the notes if the files are on another machine. */
    public static final String NOTES = "spellings";

    private static final String FOLDER = NOTES;
    private static final String IN_SEVERAL = "ids in several spellings";
    /** The styles come before the keys. */
    private static final int HEAD_BYTES = 2 * Long.BYTES;

    /** Number of keys sorted at once: 64 MiB. */
    private static final int MOST_AT_ONCE = 1 << 23;

    private long[] keys = new long[1 << 10];
    private int size;
    private final IdStyles styles = new IdStyles();

    /** Adds a spelling of a person for whom something was delivered. */
    void add(byte[] id) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = IdHash.ofKey(id, 0, id.length);
        styles.add(id, 0, id.length);
    }

    /** Writes the file of one range. */
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

    /** Writes the hash of each folded key, 8 bytes each. */
    public void writeKeys(DataOutputStream out) throws IOException {
        for (int i = 0; i < size; i++) {
            out.writeLong(keys[i]);
        }
    }

    /** The styles in which the ids are written. */
    public IdStyles styles() {
        return styles;
    }

    /** Notes for a count from another machine. */
    public static PartNotes notes(long inSeveral) {
        return new PartNotes(List.of(), new TreeMap<>(Map.of(IN_SEVERAL, inSeveral)), new TreeMap<>());
    }

    /**
     * Number of folded keys that were delivered in more than one spelling. Must be called after all ranges are done.
     */
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
                // Read until it is complete.
            }
            return bytes.flip().asLongBuffer();
        }
    }
}
