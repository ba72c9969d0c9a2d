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

/** One sorted file, open for reading. Safe for several threads, each with cursors of its own. */
public final class SpillFile implements Closeable {
    private final FileChannel channel;
    private final long recordBytes;
    private final String[] symbols;
    private final @Nullable Object[] meanings;
    private final List<byte[]> sampledKeys = new ArrayList<>();
    private final List<byte[]> indexedKeys = new ArrayList<>();
    private final List<Long> indexedOffsets = new ArrayList<>();

    private SpillFile(FileChannel channel, long symbolsAt, long indexAt, byte[] tail) {
        this.channel = channel;
        this.recordBytes = symbolsAt;
        RecordReader reader = new RecordReader();
        reader.moveTo(tail, 0);
        int count = (int) reader.number();
        symbols = new String[count];
        meanings = new Object[count];
        for (int i = 0; i < count; i++) {
            symbols[i] = String.valueOf(reader.text());
        }
        while (reader.position() < indexAt - symbolsAt) {
            sampledKeys.add(key(reader, tail));
        }
        while (reader.position() < tail.length - SpillWriter.FOOTER_BYTES) {
            indexedOffsets.add(reader.number());
            indexedKeys.add(key(reader, tail));
        }
    }

    private static byte[] key(RecordReader reader, byte[] tail) {
        int length = (int) reader.number();
        int at = reader.position();
        reader.moveTo(tail, at + length);
        return Arrays.copyOfRange(tail, at, at + length);
    }

    /** @throws IOException also if it is of another {@link SpillWriter#FORMAT} */
    public static SpillFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long size = channel.size();
            ByteBuffer footer = read(channel, size - SpillWriter.FOOTER_BYTES, SpillWriter.FOOTER_BYTES);
            long symbolsAt = footer.getLong();
            footer.getLong(); // where the samples begin: right behind the symbols
            long indexAt = footer.getLong();
            requireFormat(path, footer.getInt());
            ByteBuffer tail = read(channel, symbolsAt, Math.toIntExact(size - symbolsAt));
            return new SpillFile(channel, symbolsAt, indexAt, tail.array());
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

    List<byte[]> sampledKeys() {
        return sampledKeys;
    }

    FileChannel channel() {
        return channel;
    }

    long recordBytes() {
        return recordBytes;
    }

    @Nullable
    String symbol(int id) {
        return id < 0 ? null : symbols[id];
    }

    /** What a symbol stands for, as the caller made it before, or null. A race at worst makes it twice. */
    @Nullable
    Object meaning(int id) {
        return meanings[id];
    }

    void remember(int id, Object meaning) {
        meanings[id] = meaning;
    }

    /** Offset of a record whose key is not greater than the given one, with none between; 0 where there is none. */
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
