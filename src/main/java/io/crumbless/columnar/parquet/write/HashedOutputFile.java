package io.crumbless.columnar.parquet.write;

import io.crumbless.columnar.parquet.format.Bytes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** Adapts a file of any storage to parquet-java for writing; counts and hashes the bytes. */
public final class HashedOutputFile implements OutputFile {
    private static final int BUFFER_BYTES = 1 << 16;

    /** Initial capacity for indexes, filters and footer of a small file. */
    private static final int TAIL_BYTES = 1 << 16;

    private final Location location;
    private final Sha256.Writing hashed;
    private @Nullable Bytes tail;

    public HashedOutputFile(Location location, Storage.Sync sync) {
        this.location = location;
        this.hashed = new Sha256.Writing(Storage.of(location).create(location, sync));
    }

    /** Buffers everything that follows until the file is closed, so that its footer can be normalised. */
    public void holdTail() {
        tail = new Bytes(TAIL_BYTES);
    }

    /** Bytes written; final once the file is closed. */
    public long bytes() {
        return hashed.bytes();
    }

    /** May be called once, after the file was closed. */
    public String sha256() {
        return hashed.hex();
    }

    public void close() throws IOException {
        hashed.close();
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Positioned(new BufferedOutputStream(hashed, BUFFER_BYTES));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        throw new UnsupportedOperationException("A part file is never overwritten: " + location);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return location.toString();
    }

    private final class Positioned extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        Positioned(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            if (tail == null) {
                out.write(b);
            } else {
                tail.addByte(b);
            }
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (tail == null) {
                out.write(bytes, offset, length);
            } else {
                tail.add(bytes, offset, length);
            }
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            if (tail != null) {
                byte[] footer = Arrays.copyOf(tail.array(), tail.length());
                StableFooter.sort(footer);
                out.write(footer);
                tail = null;
            }
            out.close();
        }
    }
}
