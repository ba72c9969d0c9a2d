package io.crumbless.columnar.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text as UTF-8 bytes, whatever its encoding, so that readers search bytes instead of characters. What cannot be
 * decoded is {@link TextDecoding#UNDECODABLE}, encoded; everything else is valid.
 */
abstract class Utf8Text implements Closeable {
    /** Minimum buffer size for reading: characters are not split. */
    static final int LEAST_ROOM = 16;

    /** First byte of {@link TextDecoding#UNDECODABLE}, followed by two of {@link #UNDECODABLE_REST}. */
    static final int UNDECODABLE_LEAD = 0xEF;

    /** An empty text. */
    static final Utf8Text NOTHING = new Utf8Text() {
        @Override
        int readMore(byte[] buffer, int offset, int length) {
            return -1;
        }

        @Override
        public void close() {
            // Nothing to close.
        }
    };

    private static final int UNDECODABLE_REST = 0xBF;
    private static final int CONTINUATION = 0x80;

    private byte[] pending = new byte[0];
    private int pendingFrom;

    /** Passes UTF-8 bytes through, and converts other encodings. A byte order mark takes precedence. */
    static Utf8Text of(InputStream in, Charset encoding) throws IOException {
        TextDecoding decoding = TextDecoding.of(in, encoding);
        return decoding.charset().equals(StandardCharsets.UTF_8)
                ? new Checked(decoding.bytes())
                : new EncodedText(decoding.reader(), EncodedText.NO_SIGN, EncodedText.NO_SIGN);
    }

    /** As {@link #of(InputStream, Charset)}, with escapes of the dialect replaced, and its signs as one byte each. */
    static Utf8Text of(InputStream in, CsvDialect dialect) throws IOException {
        boolean escapes = dialect.options().escape() >= 0;
        int delimiter = EncodedText.sign(dialect.delimiter());
        int quote = dialect.quote() == CsvDialect.NO_QUOTE ? EncodedText.NO_SIGN : EncodedText.sign(dialect.quote());
        if (!escapes && delimiter == EncodedText.NO_SIGN && quote == EncodedText.NO_SIGN) {
            return of(in, dialect.encoding());
        }
        Reader reader = TextDecoding.of(in, dialect.encoding()).reader();
        return new EncodedText(escapes ? new EscapedReader(reader, dialect) : reader, delimiter, quote);
    }

    /**
     * Reads complete characters.
     *
     * @param length at least {@link #LEAST_ROOM}
     * @return number of bytes, at least one; -1 at the end
     */
    final int read(byte[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count == 0) {
            count = pendingFrom < pending.length
                    ? takePending(buffer, offset, length)
                    : readMore(buffer, offset, length);
        }
        return count;
    }

    /** As {@link #read}; 0 if what was read is {@linkplain #setPending pending}, or only a part of a character. */
    abstract int readMore(byte[] buffer, int offset, int length) throws IOException;

    /** Sets bytes to be read next. */
    final void setPending(byte[] bytes) {
        pending = bytes;
        pendingFrom = 0;
    }

    private int takePending(byte[] buffer, int offset, int length) {
        int to = Math.min(pending.length, pendingFrom + length);
        while (to < pending.length && (pending[to] & 0xC0) == CONTINUATION) {
            to--;
        }
        int count = to - pendingFrom;
        System.arraycopy(pending, pendingFrom, buffer, offset, count);
        pendingFrom = to;
        return count;
    }

    /** Whether {@link TextDecoding#UNDECODABLE} is at this index. The character must be complete. */
    static boolean isUndecodable(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) == UNDECODABLE_LEAD
                && (bytes[at + 1] & 0xFF) == UNDECODABLE_REST
                && (bytes[at + 2] & 0xFF) == UNDECODABLE_REST;
    }

    /** Number of Java characters. */
    static int characters(byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            int b = bytes[at] & 0xFF;
            // A character of four bytes is a surrogate pair.
            count += ((b & 0xC0) == CONTINUATION ? 0 : 1) + ((b & 0xF8) == 0xF0 ? 1 : 0);
        }
        return count;
    }

    /** Bytes that should already be UTF-8. */
    private static final class Checked extends Utf8Text {
        private final InputStream in;
        private final CharsetDecoder decoder = TextDecoding.decoder(StandardCharsets.UTF_8);

        /** The beginning of an incomplete character. */
        private byte[] held = new byte[0];

        private boolean atEnd;

        Checked(InputStream in) {
            this.in = in;
        }

        @Override
        int readMore(byte[] buffer, int offset, int length) throws IOException {
            if (atEnd) {
                return -1;
            }
            int begun = held.length;
            System.arraycopy(held, 0, buffer, offset, begun);
            int count = in.read(buffer, offset + begun, length - begun);
            atEnd = count < 0;
            int end = offset + begun + Math.max(0, count);
            int valid = validTo(buffer, offset, end);
            replaceBroken(buffer, valid, end);
            return valid - offset;
        }

        /**
         * Invalid bytes are decoded by Java's decoder; the remaining bytes at the end may be the beginning of a
         * character.
         */
        private void replaceBroken(byte[] buffer, int from, int to) {
            if (from == to) {
                held = new byte[0];
                return;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, from, to - from);
            CharBuffer characters = CharBuffer.allocate(to - from + 1);
            decoder.decode(bytes, characters, atEnd);
            held = Arrays.copyOfRange(buffer, bytes.position(), to);
            setPending(characters.flip().toString().getBytes(StandardCharsets.UTF_8));
        }

        /** Index after the last byte up to which everything is valid. */
        private static int validTo(byte[] bytes, int from, int to) {
            int at = from;
            while (true) {
                while (at <= to - 4 * WordScan.BYTES && isAscii(bytes, at)) {
                    at += 4 * WordScan.BYTES;
                }
                while (at < to && bytes[at] >= 0) {
                    at++;
                }
                int size = at < to ? size(bytes, at, to) : 0;
                if (size == 0) {
                    return at;
                }
                at += size;
            }
        }

        /** For four words. */
        private static boolean isAscii(byte[] bytes, int at) {
            long all = WordScan.at(bytes, at)
                    | WordScan.at(bytes, at + WordScan.BYTES)
                    | WordScan.at(bytes, at + 2 * WordScan.BYTES)
                    | WordScan.at(bytes, at + 3 * WordScan.BYTES);
            return WordScan.notAscii(all) == 0;
        }

        /** Length of the non-ASCII character at this index, table 3-7 of the Unicode standard; 0 if it is invalid. */
        private static int size(byte[] bytes, int at, int to) {
            int b = bytes[at] & 0xFF;
            int size = b < 0xC2 ? 0 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 0;
            if (size == 0 || at + size > to) {
                return 0;
            }
            int second = bytes[at + 1] & 0xFF;
            int least = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : CONTINUATION;
            int most = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
            boolean valid = second >= least && second <= most;
            for (int i = 2; i < size; i++) {
                valid &= (bytes[at + i] & 0xC0) == CONTINUATION;
            }
            return valid ? size : 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
