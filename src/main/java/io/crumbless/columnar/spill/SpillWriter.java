package io.crumbless.columnar.spill;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.IoReason;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives the records of one split in any order and writes sorted files: one whenever its memory is full, and one at
 * the end. The files are deleted unless {@link #finish} is called.
 *
 * <p>File: the records in order of key, each {@code key length, key, kind, payload length (4 bytes), payload}; then the
 * symbols; the sampled keys; the index, an offset and a key for every {@value #INDEX_STEP_BYTES} bytes; and 28 bytes:
 * where the symbols, the samples and the index begin, and {@link #FORMAT}.
 */
public final class SpillWriter implements Closeable {
    /** Must be incremented with every change of the file format, except for payloads. */
    public static final int FORMAT = 2;

    static final int INDEX_STEP_BYTES = 1 << 16;
    static final int FOOTER_BYTES = 28;
    private static final int NOT_DROPPED = -1;

    private final Path folder;
    private final String name;
    private final int memoryBytes;
    private final KeyFilter kept;
    private final SymbolTable symbols = new SymbolTable();
    private final List<Path> files = new ArrayList<>();
    private final RecordBuffer arena;
    private int[] keyOffsets = new int[1024];
    private int[] keyLengths = new int[1024];
    private int[] ends = new int[1024];
    private int records;
    private int payloadLengthAt;
    private int droppedFrom = NOT_DROPPED;
    private boolean finished;

    /**
     * @param name prefix of the files' names; unique for each split of a run
     * @param memoryBytes memory to fill before a file is written; a larger single record is accepted nevertheless
     */
    public SpillWriter(Path folder, String name, int memoryBytes) {
        this(folder, name, memoryBytes, KeyFilter.ALL);
    }

    /**
     * As {@link #SpillWriter(Path, String, int)}, but only records with selected keys, and records without subject, see
     * {@link KeySample#BESIDE}, are written.
     */
    public SpillWriter(Path folder, String name, int memoryBytes, KeyFilter kept) {
        this.kept = kept;
        this.folder = folder;
        this.name = name;
        this.memoryBytes = memoryBytes;
        this.arena = new RecordBuffer(Math.min(memoryBytes, 1 << 20));
    }

    /** Begins a record; write its payload to the returned buffer, then call {@link #end}. */
    public RecordBuffer begin(byte[] key, int keyOffset, int keyLength, int kind) throws IOException {
        if (arena.length() >= memoryBytes) {
            writeFile();
        }
        if (records == ends.length) {
            keyOffsets = Arrays.copyOf(keyOffsets, records * 2);
            keyLengths = Arrays.copyOf(keyLengths, records * 2);
            ends = Arrays.copyOf(ends, records * 2);
        }
        boolean beside = keyLength > 0 && key[keyOffset] == KeySample.BESIDE;
        droppedFrom = beside || kept.takes(key, keyOffset, keyLength) ? NOT_DROPPED : arena.length();
        arena.number(keyLength);
        keyOffsets[records] = arena.length();
        keyLengths[records] = keyLength;
        arena.raw(key, keyOffset, keyLength);
        arena.octet(kind);
        payloadLengthAt = arena.length();
        arena.fixedInt(0);
        return arena;
    }

    /** Ends the current record. */
    public void end() {
        if (droppedFrom != NOT_DROPPED) {
            arena.truncate(droppedFrom);
            return;
        }
        arena.patchInt(payloadLengthAt, arena.length() - payloadLengthAt - Integer.BYTES);
        ends[records] = arena.length();
        records++;
    }

    /** Writes a repeated text as a small number. */
    public void symbol(@Nullable String text) {
        arena.number(symbols.id(text));
    }

    /** Writes a repeated immutable object as a small number; {@code text} is its serialised form. */
    public <T> void symbol(@Nullable T object, Function<T, String> text) {
        arena.number(symbols.id(object, text));
    }

    /** Writes the remaining records and finalises all files of the split. */
    public List<Path> finish() throws IOException {
        if (records > 0) {
            writeFile();
        }
        List<Path> finals = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Path file = folder.resolve(name + "-" + i + ".spill");
            Files.move(files.get(i), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            finals.add(file);
        }
        finished = true;
        return finals;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void writeFile() throws IOException {
        Path file = folder.resolve(name + "-" + files.size() + ".spill.tmp");
        files.add(file);
        try {
            write(file);
        } catch (IOException failure) {
            throw new IOException(
                    "Cannot spill to " + folder + ": " + IoReason.of(failure)
                            + "; free space there, or name a folder on another disk with 'spill' in the job file",
                    failure);
        }
        arena.truncate(0);
        records = 0;
    }

    private void write(Path file) throws IOException {
        int[] order = KeySort.order(arena.bytes(), keyOffsets, keyLengths, records);
        try (OutputStream out = new BufferedOutputStream(
                Channels.newOutputStream(FileModes.PRIVATE.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)),
                1 << 18)) {
            RecordBuffer samples = new RecordBuffer(1024);
            RecordBuffer index = new RecordBuffer(1024);
            long written = writeRecords(order, out, samples, index);
            RecordBuffer footer = new RecordBuffer(1024);
            footer.number(symbols.texts().size());
            symbols.texts().forEach(footer::text);
            int samplesAt = footer.length();
            footer.raw(samples.bytes(), 0, samples.length());
            int indexAt = footer.length();
            footer.raw(index.bytes(), 0, index.length());
            fixedLong(footer, written);
            fixedLong(footer, written + samplesAt);
            fixedLong(footer, written + indexAt);
            footer.fixedInt(FORMAT);
            out.write(footer.bytes(), 0, footer.length());
        }
    }

    private long writeRecords(int[] order, OutputStream out, RecordBuffer samples, RecordBuffer index)
            throws IOException {
        byte[] bytes = arena.bytes();
        long written = 0;
        long nextIndexed = 0;
        int last = -1;
        for (int record : order) {
            int keyAt = keyOffsets[record];
            int keyLength = keyLengths[record];
            boolean newKey = last < 0
                    || !Arrays.equals(
                            bytes,
                            keyAt,
                            keyAt + keyLength,
                            bytes,
                            keyOffsets[last],
                            keyOffsets[last] + keyLengths[last]);
            if (newKey && KeySample.takes(bytes, keyAt, keyLength)) {
                key(samples, bytes, keyAt, keyLength);
            }
            if (newKey && written >= nextIndexed) {
                index.number(written);
                key(index, bytes, keyAt, keyLength);
                nextIndexed = written + INDEX_STEP_BYTES;
            }
            int start = record == 0 ? 0 : ends[record - 1];
            out.write(bytes, start, ends[record] - start);
            written += ends[record] - start;
            last = record;
        }
        return written;
    }

    private static void key(RecordBuffer out, byte[] bytes, int offset, int length) {
        out.number(length);
        out.raw(bytes, offset, length);
    }

    private static void fixedLong(RecordBuffer out, long value) {
        out.fixedInt((int) (value >>> 32));
        out.fixedInt((int) value);
    }
}
