package io.crumbless.columnar.spill;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the records of a run in arrays of complete records, in order. Not thread-safe. */
public final class SpillChunks {
    private final SpillRun run;
    private byte[] buffer;
    private final RecordReader reader = new RecordReader();
    private long at;

    /** @param bytes maximum size of an array; a longer record is in an array of its own */
    public SpillChunks(SpillRun run, int bytes) {
        this.run = run;
        this.buffer = new byte[bytes];
    }

    /** The next records; null at the end. */
    public byte @Nullable [] next() throws IOException {
        long left = run.recordBytes() - at;
        if (left == 0) {
            return null;
        }
        int read = fill((int) Math.min(buffer.length, left));
        int whole = whole(read);
        while (whole == 0) {
            if (read == left) {
                throw new EOFException("the run ends inside a record");
            }
            buffer = new byte[(int) Math.min(2L * buffer.length, left)];
            read = fill(buffer.length);
            whole = whole(read);
        }
        at += whole;
        return Arrays.copyOf(buffer, whole);
    }

    private int fill(int wanted) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(buffer, 0, wanted);
        while (into.hasRemaining()) {
            if (run.read(into, at + into.position()) < 0) {
                throw new EOFException("the run ends before its records");
            }
        }
        return wanted;
    }

    /** How many of the bytes are complete records. */
    private int whole(int count) {
        int end = 0;
        int next = Records.end(buffer, 0, count, reader);
        while (next > 0) {
            end = next;
            next = end == count ? 0 : Records.end(buffer, end, count, reader);
        }
        return end;
    }
}
