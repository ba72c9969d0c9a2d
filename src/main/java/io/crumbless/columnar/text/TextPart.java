package io.crumbless.columnar.text;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.SeekableInput;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A range of an uncompressed text file that begins and ends between two records, so that several threads can read one
 * file. In a file whose quoted fields hold line breaks these places are found only by reading from the start, which the
 * counting of records does.
 *
 * @param prefix bytes at the start of the file without which no part can be read: a byte order mark, the header
 * @param from where the part begins, in bytes; 0 for the first
 * @param to behind its last byte; {@link Long#MAX_VALUE} for the last
 * @param line the line on which the part begins, from 1
 * @param endLine the line on which the next part begins; {@link Long#MAX_VALUE} for the last
 */
public record TextPart(long prefix, long from, long to, long line, long endLine) {
    /** All of a file, unpacked where it is packed. */
    public static final TextPart WHOLE = new TextPart(0, 0, Long.MAX_VALUE, 1, Long.MAX_VALUE);

    public boolean isFirst() {
        return from == 0;
    }

    /** The part's bytes behind the prefix. Not buffered. */
    public InputStream open(Location file) throws IOException {
        if (equals(WHOLE)) {
            return UnpackedInput.open(file);
        }
        return new Stretches(Storage.of(file).openSeekable(file), isFirst() ? 0 : prefix, from, to);
    }

    /** The start of a file up to one place, then from another to a third. */
    private static final class Stretches extends InputStream {
        private final SeekableInput in;
        private final long from;
        private final long to;
        private long left;
        private boolean inPart;

        Stretches(SeekableInput in, long prefix, long from, long to) {
            this.in = in;
            this.from = from;
            this.to = to;
            this.left = prefix;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count;
            do {
                count = read(one, 0, 1);
            } while (count == 0);
            return count < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0 && !inPart) {
                in.seek(from);
                left = to - from;
                inPart = true;
            }
            if (left == 0) {
                return -1;
            }
            int count = in.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, left)));
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
