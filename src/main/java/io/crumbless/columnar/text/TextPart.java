package io.crumbless.columnar.text;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.SeekableInput;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A range of an uncompressed text file that begins and ends between two records, so that several threads can read one
 * file. If quoted fields contain line breaks, these positions can be found only by reading from the start, which is
 * done when records are counted.
 *
 * @param prefix number of bytes at the start of the file that every part needs: a byte order mark, the header
 * @param from start of the part, in bytes; 0 for the first
 * @param to exclusive end; {@link Long#MAX_VALUE} for the last
 * @param line line on which the part begins, from 1
 * @param endLine line on which the next part begins; {@link Long#MAX_VALUE} for the last
 */
public record TextPart(long prefix, long from, long to, long line, long endLine) {
    /** An entire file, unpacked if it is packed. */
    public static final TextPart WHOLE = new TextPart(0, 0, Long.MAX_VALUE, 1, Long.MAX_VALUE);

    public boolean isFirst() {
        return from == 0;
    }

    /** The part's bytes after the prefix. Not buffered. */
    public InputStream open(Location file) throws IOException {
        if (equals(WHOLE)) {
            return UnpackedInput.open(file);
        }
        return new Stretches(Storage.of(file).openSeekable(file), isFirst() ? 0 : prefix, from, to);
    }

    /** The start of a file up to one position, then the range between two others. */
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
