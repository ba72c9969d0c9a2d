package io.crumbless.columnar.spill;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sorted file, open for reading. Thread-safe; each thread uses cursors of its own. */
public final class SpillFile extends SpillRun implements Closeable {
    private final FileChannel channel;
    private final long recordBytes;
    private final List<byte[]> sampledKeys = new ArrayList<>();
    private final List<byte[]> indexedKeys = new ArrayList<>();
    private final List<Long> indexedOffsets = new ArrayList<>();

    /** @param reader at the first byte of the tail after the symbols */
    private SpillFile(
            FileChannel channel, long symbolsAt, long indexAt, byte[] tail, List<String> symbols, RecordReader reader) {
        super(symbols);
        this.channel = channel;
        this.recordBytes = symbolsAt;
        while (reader.position() < indexAt - symbolsAt) {
            sampledKeys.add(key(reader, tail));
        }
        while (reader.position() < tail.length - SpillWriter.FOOTER_BYTES) {
            indexedOffsets.add(reader.number());
            indexedKeys.add(key(reader, tail));
        }
    }

    private static SpillFile of(FileChannel channel, long symbolsAt, long indexAt, byte[] tail) {
        RecordReader reader = new RecordReader();
        reader.moveTo(tail, 0);
        int count = (int) reader.number();
        List<String> symbols = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            // Interned, so that equal texts of all files are compared by identity.
            symbols.add(String.valueOf(reader.text()).intern());
        }
        return new SpillFile(channel, symbolsAt, indexAt, tail, symbols, reader);
    }

    private static byte[] key(RecordReader reader, byte[] tail) {
        int length = (int) reader.number();
        int at = reader.position();
        reader.moveTo(tail, at + length);
        return Arrays.copyOfRange(tail, at, at + length);
    }

    /** @throws IOException also if it has another {@link SpillWriter#FORMAT} */
    public static SpillFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long size = channel.size();
            ByteBuffer footer = read(channel, size - SpillWriter.FOOTER_BYTES, SpillWriter.FOOTER_BYTES);
            long symbolsAt = footer.getLong();
            footer.getLong(); // start of the samples, after the symbols
            long indexAt = footer.getLong();
            requireFormat(path, footer.getInt());
            ByteBuffer tail = read(channel, symbolsAt, Math.toIntExact(size - symbolsAt));
            return of(channel, symbolsAt, indexAt, tail.array());
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static void requireFormat(Path path, int format) throws IOException {
        if (format != SpillWriter.FORMAT) {
            throw new IOException("Cannot read spill file " + path + ": it is not of format " + SpillWriter.FORMAT
                    + "; another version wrote it, or it was cut short");
        }
    }

    static ByteBuffer read(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("the spill file ends before its records");
            }
        }
        return buffer.flip();
    }

    /** Keys of its records that are in the {@link KeySample}. */
    public List<byte[]> sampledKeys() {
        return sampledKeys;
    }

    @Override
    int read(ByteBuffer into, long at) throws IOException {
        return channel.read(into, at);
    }

    @Override
    public long recordBytes() {
        return recordBytes;
    }

    @Override
    long seek(byte @Nullable [] from) {
        if (from == null) {
            return 0;
        }
        int low = 0;
        int high = indexedKeys.size() - 1;
        long offset = 0;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Arrays.compareUnsigned(indexedKeys.get(middle), from) <= 0) {
                offset = indexedOffsets.get(middle);
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return offset;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
