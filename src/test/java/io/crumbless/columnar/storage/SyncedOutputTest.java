package io.crumbless.columnar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Data is written to the disk in the background, and disk failures are reported. */
@Tag("unit")
class SyncedOutputTest {
    private static final byte[] PIECE = new byte[1 << 20];

    /** More than is written before the disk is asked to take it. */
    private static final int PIECES = 40;

    private final Disk disk = new Disk();

    @Test
    void theDiskTakesItWhileMoreIsWritten() throws Exception {
        try (SyncedOutput out = new SyncedOutput(disk)) {
            write(out);
            while (disk.asked.get() == 0) {
                Thread.sleep(1);
            }
            assertThat(disk.asked).hasValue(1);
        }

        assertThat(disk.asked).hasValue(2);
        assertThat(disk.written).isEqualTo((long) PIECES * PIECE.length);
        assertThat(disk.isOpen()).isFalse();
    }

    @Test
    void aFailureMeanwhileIsThrown() throws Exception {
        disk.failures = 1;
        SyncedOutput out = new SyncedOutput(disk);
        write(out);

        assertThatThrownBy(out::close).isInstanceOf(IOException.class).hasMessage("No disk");
        assertThat(disk.isOpen()).isFalse();
    }

    @Test
    void aFailureAtTheEndIsThrown() throws Exception {
        disk.failures = 1;
        SyncedOutput out = new SyncedOutput(disk);
        out.write(1);

        assertThatThrownBy(out::close).isInstanceOf(IOException.class).hasMessage("No disk");
        assertThat(disk.isOpen()).isFalse();
    }

    private static void write(SyncedOutput out) throws IOException {
        for (int i = 0; i < PIECES; i++) {
            out.write(PIECE, 0, PIECE.length);
        }
    }

    /** Counts written bytes, and fails as often as configured. */
    private static final class Disk extends FileChannel {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile long written;
        private volatile int failures;

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            source.position(source.limit());
            written += count;
            return count;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            if (asked.incrementAndGet() <= failures) {
                throw new IOException("No disk");
            }
        }

        @Override
        protected void implCloseChannel() {}

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
