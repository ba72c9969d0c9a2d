package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.SeekableInput;
import io.crumbless.columnar.storage.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Adapts a file of any storage to parquet-java. */
public final class StorageInputFile implements InputFile {
    private final Location location;
    private final long length;

    public StorageInputFile(Location location, long length) {
        this.location = location;
        this.length = length;
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public SeekableInputStream newStream() {
        return new Stream(Storage.of(location).openSeekable(location));
    }

    @Override
    public String toString() {
        return location.toString();
    }

    /** Page headers and indexes are read byte by byte, so a few thousand bytes are fetched at once. */
    private static final class Stream extends SeekableInputStream {
        /** The JDK copies through a direct buffer of the size of the read, and keeps it per thread. */
        private static final int LARGEST_READ_BYTES = 1 << 20;

        private static final int AHEAD_BYTES = 1 << 12;

        private final SeekableInput in;

        /** Bytes before {@link #end}, the position of the input; those from its position on were not requested yet. */
        private final ByteBuffer ahead = ByteBuffer.allocate(AHEAD_BYTES).limit(0);

        private long end;

        Stream(SeekableInput in) {
            this.in = in;
        }

        @Override
        public long getPos() {
            return end - ahead.remaining();
        }

        @Override
        public void seek(long position) throws IOException {
            long first = end - ahead.limit();
            if (position >= first && position <= end) {
                ahead.position((int) (position - first));
            } else {
                in.seek(position);
                end = position;
                ahead.position(0).limit(0);
            }
        }

        @Override
        public int read() throws IOException {
            return ahead.hasRemaining() || fetch() ? ahead.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            if (!buffer.hasRemaining()) {
                return 0;
            }
            if (!ahead.hasRemaining()) {
                if (buffer.remaining() >= AHEAD_BYTES) {
                    return readPast(buffer);
                }
                if (!fetch()) {
                    return -1;
                }
            }
            int count = Math.min(buffer.remaining(), ahead.remaining());
            buffer.put(ahead.slice().limit(count));
            ahead.position(ahead.position() + count);
            return count;
        }

        private boolean fetch() throws IOException {
            ahead.clear();
            int count = in.read(ahead);
            ahead.flip();
            end += Math.max(count, 0);
            return count > 0;
        }

        private int readPast(ByteBuffer buffer) throws IOException {
            ByteBuffer part = buffer.duplicate();
            part.limit(buffer.position() + Math.min(buffer.remaining(), LARGEST_READ_BYTES));
            int count = in.read(part);
            buffer.position(buffer.position() + Math.max(count, 0));
            end += Math.max(count, 0);
            ahead.position(0).limit(0);
            return count;
        }

        @Override
        public void readFully(byte[] bytes) throws IOException {
            readFully(ByteBuffer.wrap(bytes));
        }

        @Override
        public void readFully(byte[] bytes, int start, int length) throws IOException {
            readFully(ByteBuffer.wrap(bytes, start, length));
        }

        @Override
        public void readFully(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                if (read(buffer) < 0) {
                    throw new EOFException("The file ended " + buffer.remaining() + " bytes too early");
                }
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
