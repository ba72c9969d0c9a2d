package io.crumbless.columnar.spill;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores records that arrive in slices, one run after the other, to be merged: in memory if they are few, otherwise in
 * a file that is deleted on closing. All slices are added before the first is read.
 */
public final class SliceStore implements Closeable {
    private final Path folder;
    private final long memoryBytes;
    private final List<byte[]> held = new ArrayList<>();
    private long[] starts = new long[64];
    private long heldBytes;
    private long bytes;
    private @Nullable Path file;
    private @Nullable FileChannel channel;

    /**
     * @param folder for the file
     * @param memoryBytes maximum size of slices without a file
     */
    public SliceStore(Path folder, long memoryBytes) {
        this.folder = folder;
        this.memoryBytes = memoryBytes;
    }

    /** Adds complete records; the array must not be changed any more. */
    public void add(byte[] slice) throws IOException {
        if (held.size() == starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
        }
        starts[held.size()] = bytes;
        held.add(slice);
        heldBytes += slice.length;
        bytes += slice.length;
        if (heldBytes > memoryBytes) {
            write();
        }
    }

    /** Bytes added so far: the start of the next run. */
    public long bytes() {
        return bytes;
    }

    private void write() throws IOException {
        if (channel == null) {
            Path created = folder.resolve("slices");
            file = created;
            channel = FileChannel.open(
                    created, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        for (byte[] slice : held) {
            ByteBuffer buffer = ByteBuffer.wrap(slice);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        held.clear();
        heldBytes = 0;
    }

    /**
     * The records of one run.
     *
     * @param from start
     * @param to start of the next run
     */
    public SpillRun run(long from, long to, List<String> symbols) throws IOException {
        if (channel != null && heldBytes > 0) {
            write();
        }
        return new Run(from, to, symbols);
    }

    private int read(ByteBuffer into, long at) throws IOException {
        if (channel != null) {
            return channel.read(into, at);
        }
        int found = Arrays.binarySearch(starts, 0, held.size(), at);
        int slice = found >= 0 ? found : -found - 2;
        int offset = (int) (at - starts[slice]);
        int count = Math.min(into.remaining(), held.get(slice).length - offset);
        into.put(held.get(slice), offset, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        held.clear();
        if (channel != null) {
            channel.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    private final class Run extends SpillRun {
        private final long from;
        private final long to;

        Run(long from, long to, List<String> symbols) {
            super(symbols);
            this.from = from;
            this.to = to;
        }

        @Override
        public long recordBytes() {
            return to - from;
        }

        @Override
        int read(ByteBuffer into, long at) throws IOException {
            return SliceStore.this.read(into, from + at);
        }

        @Override
        long seek(byte @Nullable [] key) {
            return 0;
        }
    }
}
