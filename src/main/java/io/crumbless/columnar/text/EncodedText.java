package io.crumbless.columnar.text;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Converts characters of any encoding to UTF-8. A delimiter or quote that is not ASCII becomes a single byte that never
 * occurs in UTF-8, so that readers search for one byte.
 */
final class EncodedText extends Utf8Text {
    /** No such character. */
    static final int NO_SIGN = -1;

    /** Characters below are a single byte. */
    static final int ASCII = 0x80;

    static final int DELIMITER = 0xFF;
    static final int QUOTE = 0xFE;

    /** What Java's decoder substitutes for invalid UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final int MOST_CHARS = 1 << 13;
    private static final int MOST_BYTES_OF_CHAR = 3;

    private final Reader reader;
    private final int delimiter;
    private final int quote;
    private final char[] characters = new char[MOST_CHARS];
    private byte[] bytes = new byte[0];
    private int count;

    /** The high surrogate of a pair whose low surrogate was not read yet; 0 for none. */
    private char high;

    /** @param delimiter and quote that become a single byte; {@link #NO_SIGN} for none */
    EncodedText(Reader reader, int delimiter, int quote) {
        this.reader = reader;
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** The byte of a sign: its own, or its replacement. */
    static int byteOf(char sign, int otherwise) {
        return sign < ASCII ? sign : otherwise;
    }

    /** A sign that needs a replacement byte; {@link #NO_SIGN} otherwise. */
    static int sign(int sign) {
        return sign >= ASCII ? sign : NO_SIGN;
    }

    /** Converts bytes back to text, with the signs of the dialect. */
    static String text(byte[] bytes, int from, int to, CsvDialect dialect) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        boolean replaced = dialect.delimiter() >= ASCII || dialect.quote() >= ASCII;
        return replaced && text.indexOf(REPLACEMENT) >= 0 ? withSigns(bytes, from, to, dialect) : text;
    }

    private static String withSigns(byte[] bytes, int from, int to, CsvDialect dialect) {
        StringBuilder text = new StringBuilder();
        int part = from;
        for (int at = from; at < to; at++) {
            int b = bytes[at] & 0xFF;
            if (b == DELIMITER || b == QUOTE) {
                text.append(new String(bytes, part, at - part, StandardCharsets.UTF_8));
                text.append(b == DELIMITER ? dialect.delimiter() : dialect.quote());
                part = at + 1;
            }
        }
        return text.append(new String(bytes, part, to - part, StandardCharsets.UTF_8))
                .toString();
    }

    @Override
    int readMore(byte[] buffer, int offset, int length) throws IOException {
        int read = reader.read(characters, 0, MOST_CHARS);
        if (read < 0 && high == 0) {
            return -1;
        }
        bytes = new byte[MOST_BYTES_OF_CHAR * (Math.max(0, read) + 1)];
        count = 0;
        for (int i = 0; i < read; i++) {
            encode(characters[i]);
        }
        if (read < 0) {
            endPair();
        }
        setPending(Arrays.copyOf(bytes, count));
        return 0;
    }

    private void encode(char c) {
        if (high != 0 && Character.isLowSurrogate(c)) {
            int point = Character.toCodePoint(high, c);
            high = 0;
            add(0xF0 | point >> 18);
            add(ASCII | point >> 12 & 0x3F);
            add(ASCII | point >> 6 & 0x3F);
            add(ASCII | point & 0x3F);
            return;
        }
        endPair();
        if (c == delimiter || c == quote) {
            add(c == delimiter ? DELIMITER : QUOTE);
        } else if (Character.isHighSurrogate(c)) {
            high = c;
        } else {
            addOfPlane(Character.isLowSurrogate(c) ? TextDecoding.UNDECODABLE : c);
        }
    }

    /** An unpaired surrogate is not a character. */
    private void endPair() {
        if (high != 0) {
            high = 0;
            addOfPlane(TextDecoding.UNDECODABLE);
        }
    }

    private void addOfPlane(char c) {
        if (c < ASCII) {
            add(c);
        } else if (c < 0x800) {
            add(0xC0 | c >> 6);
            add(ASCII | c & 0x3F);
        } else {
            add(0xE0 | c >> 12);
            add(ASCII | c >> 6 & 0x3F);
            add(ASCII | c & 0x3F);
        }
    }

    private void add(int b) {
        bytes[count++] = (byte) b;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
