package io.crumbless.columnar.text;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Characters of a CSV file with an escape character: an escaped character is replaced by a placeholder, which has no
 * meaning to the code that splits fields, and is restored by {@link #text}. An escape before a letter or digit is text
 * itself, so that {@code \N} stays.
 */
final class EscapedReader extends FilterReader {
    /** Placeholder of an escaped line break; placeholders that occur in the file itself are replaced too. */
    static final char LINE_BREAK = '\u000B';

    private static final char QUOTE = '\uFDD2';
    private static final char DELIMITER = '\uFDD3';
    private static final char ESCAPE = '\uFDD4';
    private static final char VERTICAL_TAB = '\uFDD5';
    private static final char COMMENT = '\uFDD6';

    private final CsvDialect dialect;
    private final char escape;
    private boolean pending;

    /** An escape and a letter that did not fit into the buffer; -1 for none. */
    private int held = -1;

    private boolean afterCarriageReturn;

    EscapedReader(Reader in, CsvDialect dialect) {
        super(in);
        this.dialect = dialect;
        this.escape = (char) dialect.options().escape();
    }

    /** Whether the character would have another meaning without an escape. */
    static boolean isStandIn(char c) {
        return c == LINE_BREAK || (c >= QUOTE && c <= COMMENT);
    }

    /** The text of a field. */
    static String text(String field, CsvDialect dialect) {
        return field.replace(QUOTE, dialect.quote())
                .replace(DELIMITER, dialect.delimiter())
                .replace(ESCAPE, (char) dialect.options().escape())
                .replace(LINE_BREAK, '\n')
                .replace(VERTICAL_TAB, '\u000B')
                .replace(COMMENT, (char) dialect.options().comment());
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (held >= 0 && length > 0) {
            buffer[offset] = (char) held;
            held = -1;
            return 1;
        }
        int written = 0;
        while (written == 0 && length > 0) {
            // Room for one more character may be needed for an escape at the end of the buffer.
            int count = in.read(buffer, offset, Math.max(1, length - 1));
            if (count < 0) {
                boolean lone = pending;
                pending = false;
                if (lone) {
                    buffer[offset] = escape;
                }
                return lone ? 1 : -1;
            }
            char[] read = Arrays.copyOfRange(buffer, offset, offset + count);
            written = replace(read, buffer, offset, offset + length);
        }
        return written;
    }

    private int replace(char[] read, char[] buffer, int offset, int end) {
        int at = offset;
        for (char c : read) {
            boolean ofPair = afterCarriageReturn && c == '\n';
            afterCarriageReturn = false;
            if (pending) {
                pending = false;
                if (Character.isLetterOrDigit(c)) {
                    buffer[at++] = escape;
                }
                if (at == end) {
                    held = standIn(c);
                } else {
                    buffer[at++] = standIn(c);
                }
                afterCarriageReturn = c == '\r';
            } else if (c == escape) {
                pending = true;
            } else if (!ofPair) {
                buffer[at++] = c == LINE_BREAK ? VERTICAL_TAB : c;
            }
        }
        return at - offset;
    }

    private char standIn(char c) {
        if (c == dialect.quote()) {
            return QUOTE;
        } else if (c == dialect.delimiter()) {
            return DELIMITER;
        } else if (c == escape) {
            return ESCAPE;
        } else if (c == dialect.options().comment()) {
            return COMMENT;
        }
        return c == '\n' || c == '\r' ? LINE_BREAK : c == LINE_BREAK ? VERTICAL_TAB : c;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
