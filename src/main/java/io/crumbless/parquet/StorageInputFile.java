package io.crumbless.parquet;

import io.crumbless.storage.Location;
import io.crumbless.storage.SeekableInput;
import io.crumbless.storage.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file of any storage as parquet-java wants it. */
final class StorageInputFile implements InputFile {
    private final Location location;
    private final long length;

    StorageInputFile(Location location, long length) {
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

    private static final class Stream extends SeekableInputStream {
        /** The JDK copies through a direct buffer as large as the read and keeps it with the thread. */
        private static final int LARGEST_READ_BYTES = 1 << 20;

        private final SeekableInput in;
        private final byte[] one = new byte[1];

        Stream(SeekableInput in) {
            this.in = in;
        }

        @Override
        public long getPos() throws IOException {
            return in.position();
        }

        @Override
        public void seek(long position) throws IOException {
            in.seek(position);
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return length == 0 ? 0 : in.read(ByteBuffer.wrap(bytes, offset, Math.min(length, LARGEST_READ_BYTES)));
        }

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            if (!buffer.hasRemaining()) {
                return 0;
            }
            ByteBuffer part = buffer.duplicate();
            part.limit(buffer.position() + Math.min(buffer.remaining(), LARGEST_READ_BYTES));
            int count = in.read(part);
            buffer.position(buffer.position() + Math.max(count, 0));
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
