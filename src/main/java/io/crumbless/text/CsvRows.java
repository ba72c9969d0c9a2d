package io.crumbless.text;

import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file forward, one record at a time, like a cursor.
 *
 * <p>Grammar: a field that begins with the quote is quoted; inside, two quotes stand for one and line breaks are text.
 * Elsewhere a quote is an ordinary character. A record ends at LF, CRLF or CR outside quotes, or at the end of the
 * file. Empty lines are no records. A record has as many fields as the header.
 *
 * <p>A record against this grammar is {@linkplain #malformed() malformed}, and reading goes on behind it. Where the
 * <em>quoting</em> is broken the record may have swallowed others, so each of its lines is reported as a malformed
 * record: a stray quote that hides a thousand rows counts a thousand. Lines are not read again as records of their own,
 * because text inside quotes could then pose as one.
 *
 * <p>A library reader is not used here because it stops at the first broken quote or long field; the records behind
 * it would be lost. A test compares the two on well-formed files.
 */
public final class CsvRows implements Closeable {
    /** Longer records are malformed; they are read over without being held. 4 Mi characters, 8 MiB of memory. */
    public static final int LONGEST_RECORD_CHARS = 1 << 22;

    private static final int FIRST_BUFFER_CHARS = 1 << 15;

    private final Reader reader;
    private final CsvDialect dialect;
    /** -1 where nothing is quoted. */
    private final int quote;

    private final List<String> header;
    private final Map<String, Integer> positions = new HashMap<>();
    private final boolean empty;

    private char[] buffer = new char[FIRST_BUFFER_CHARS];
    private int length;
    private int position;
    private int recordStart;
    private boolean atEnd;

    private long line = 1;
    private long nextLine = 1;
    private boolean afterCarriageReturn;
    private long brokenLines;
    private @Nullable Malformed malformed;

    private boolean tooLong;

    private int fieldCount;
    /** Start and end of each field, from the start of the record; for a quoted field without its quotes. */
    private int[] bounds = new int[32];

    private boolean[] quoted = new boolean[16];
    private boolean[] escaped = new boolean[16];

    /**
     * Reads the header. The stream is closed with this reader, and by the caller if this fails.
     *
     * @param name of the file, for messages
     * @throws Failure for the supplier if the header is malformed or names two columns alike
     */
    public CsvRows(InputStream in, CsvDialect dialect, String name) throws IOException {
        this.reader = TextDecoding.reader(in, dialect.encoding());
        this.dialect = dialect;
        this.quote = dialect.quote() == CsvDialect.NO_QUOTE ? -1 : dialect.quote();
        if (dialect.columns().isEmpty()) {
            this.empty = !nextRecord();
            this.header = empty ? List.of() : readHeader(name);
        } else {
            this.header = dialect.columns();
            fill();
            this.empty = length == 0;
        }
        for (int i = 0; i < header.size(); i++) {
            positions.put(header.get(i), i);
        }
    }

    private List<String> readHeader(String name) {
        if (malformed != null) {
            throw new Failure(
                    Actor.SUPPLIER,
                    "Cannot read " + name + ": its header on line " + line + " is malformed (" + malformed.word()
                            + "); check delimiter, quote and encoding of the source");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fieldCount; i++) {
            String column = text(i);
            int first = names.indexOf(column);
            if (first >= 0) {
                // By position: where the file has no header, its first record holds somebody's values.
                throw new Failure(
                        Actor.SUPPLIER,
                        "Cannot read " + name + ": columns " + (first + 1) + " and " + (i + 1)
                                + " of its header have the same name; name each column once");
            }
            names.add(column);
        }
        return List.copyOf(names);
    }

    /** Whether the file holds nothing at all, not even a header. */
    public boolean empty() {
        return empty;
    }

    /** Names of the columns as written; of no columns if the file is empty. */
    public List<String> header() {
        return header;
    }

    /** Position of the column, or -1. */
    public int column(String name) {
        return positions.getOrDefault(name, -1);
    }

    /** Tells that what follows the header is from a later line of the file. To be called before the first record. */
    public void continueAt(long fileLine) {
        nextLine = fileLine;
    }

    /** Goes to the next record; false at the end of the file. */
    public boolean next() throws IOException {
        if (brokenLines > 0) {
            brokenLines--;
            line++;
            return true;
        }
        if (!nextRecord()) {
            return false;
        }
        if (malformed == null && fieldCount != header.size()) {
            malformed = Malformed.RAGGED;
        }
        return true;
    }

    /** Line on which the record starts, from 1. */
    public long line() {
        return line;
    }

    /** What is wrong with the record; null if nothing is. Its fields are then not to be asked for. */
    public @Nullable Malformed malformed() {
        return malformed;
    }

    /**
     * The field, or null where the record has no value: nothing between the delimiters, or {@code NULL}, {@code \N} or
     * {@code ''} without quotes. A quoted empty field is the empty text.
     */
    public @Nullable String value(int column) {
        if (quoted[column]) {
            return text(column);
        }
        int from = recordStart + bounds[2 * column];
        int size = bounds[2 * column + 1] - bounds[2 * column];
        boolean absent = size == 0
                || (size == 2 && buffer[from] == '\\' && buffer[from + 1] == 'N')
                || (size == 2 && buffer[from] == '\'' && buffer[from + 1] == '\'')
                || (size == 4
                        && buffer[from] == 'N'
                        && buffer[from + 1] == 'U'
                        && buffer[from + 2] == 'L'
                        && buffer[from + 3] == 'L');
        return absent ? null : new String(buffer, from, size);
    }

    /** The field as written, without quotes. */
    public String text(int column) {
        int from = bounds[2 * column];
        String raw = new String(buffer, recordStart + from, bounds[2 * column + 1] - from);
        if (!escaped[column]) {
            return raw;
        }
        String one = String.valueOf(dialect.quote());
        return raw.replace(one + one, one);
    }

    /** Whether the field stands in quotes. */
    public boolean quoted(int column) {
        return quoted[column];
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Lexes one record that is not an empty line. */
    private boolean nextRecord() throws IOException {
        do {
            line = nextLine;
            malformed = null;
            tooLong = false;
            fieldCount = 0;
            recordStart = position;
            if (position == length && !fill()) {
                return false;
            }
            if (afterCarriageReturn && buffer[position] == '\n') {
                position++;
                recordStart = position;
            }
            afterCarriageReturn = false;
        } while (isEmptyLine());
        if (position == length && !fill()) {
            return false;
        }
        lexFields();
        if (position - recordStart > LONGEST_RECORD_CHARS) {
            note(Malformed.TOO_LONG);
        }
        if (malformed == Malformed.QUOTING) {
            brokenLines = Math.max(0, nextLine - line - 1);
        }
        return true;
    }

    private boolean isEmptyLine() throws IOException {
        if (position == length && !fill()) {
            return false;
        }
        char c = buffer[position];
        if (c != '\n' && c != '\r') {
            return false;
        }
        position++;
        endLine(c);
        return true;
    }

    private void lexFields() throws IOException {
        boolean more = true;
        while (more) {
            more = position < length || fill()
                    ? buffer[position] == quote ? quotedField() : plainField(position - recordStart, false)
                    : lastField();
        }
    }

    /** The file ends behind a delimiter. */
    private boolean lastField() {
        addField(position - recordStart, position - recordStart, false, false);
        nextLine++;
        return false;
    }

    /** A field without quotes, or what follows a quoted one; true if another field follows. */
    private boolean plainField(int from, boolean afterQuoted) throws IOException {
        char delimiter = dialect.delimiter();
        while (true) {
            char[] chars = buffer;
            int end = length;
            int at = position;
            char c = 0;
            while (at < end) {
                c = chars[at];
                if (c == delimiter || c <= '\r' || c == TextDecoding.UNDECODABLE) {
                    break;
                }
                at++;
            }
            position = at;
            if (at == end) {
                if (fill()) {
                    continue;
                }
                addPlain(from, afterQuoted);
                // The file ends here, as if with a line break.
                nextLine++;
                return false;
            }
            if (c == delimiter || c == '\n' || c == '\r') {
                addPlain(from, afterQuoted);
                position++;
                if (c == delimiter) {
                    return true;
                }
                endLine(c);
                return false;
            }
            noteCharacter(c);
            position++;
        }
    }

    private void addPlain(int from, boolean afterQuoted) {
        if (!afterQuoted) {
            addField(from, position - recordStart, false, false);
        }
    }

    /** A field that begins with a quote; true if another field follows. */
    private boolean quotedField() throws IOException {
        position++;
        int from = position - recordStart;
        boolean escapes = false;
        boolean carriageReturn = false;
        boolean afterBreak = false;
        while (true) {
            if (position == length && !fill()) {
                note(Malformed.QUOTING);
                nextLine += afterBreak ? 0 : 1;
                return false;
            }
            char c = buffer[position++];
            if (c == quote) {
                if (position == length) {
                    fill();
                }
                if (position < length && buffer[position] == quote) {
                    position++;
                    escapes = true;
                } else {
                    break;
                }
            } else if (c == '\n') {
                nextLine += carriageReturn ? 0 : 1;
            } else if (c == '\r') {
                nextLine++;
            } else {
                noteCharacter(c);
            }
            carriageReturn = c == '\r';
            afterBreak = carriageReturn || c == '\n';
        }
        addField(from, position - 1 - recordStart, true, escapes);
        if (position < length) {
            char c = buffer[position];
            if (c != dialect.delimiter() && c != '\n' && c != '\r') {
                note(Malformed.QUOTING);
            }
        }
        return plainField(position - recordStart, true);
    }

    private void addField(int from, int to, boolean inQuotes, boolean escapes) {
        if (tooLong) {
            return;
        }
        if (fieldCount == quoted.length) {
            bounds = Arrays.copyOf(bounds, 4 * fieldCount);
            quoted = Arrays.copyOf(quoted, 2 * fieldCount);
            escaped = Arrays.copyOf(escaped, 2 * fieldCount);
        }
        bounds[2 * fieldCount] = from;
        bounds[2 * fieldCount + 1] = to;
        quoted[fieldCount] = inQuotes;
        escaped[fieldCount] = escapes;
        fieldCount++;
    }

    private void endLine(char c) {
        nextLine++;
        afterCarriageReturn = c == '\r';
    }

    private void noteCharacter(char c) {
        if (c == '\0') {
            note(Malformed.NUL);
        } else if (c == TextDecoding.UNDECODABLE) {
            note(Malformed.UNDECODABLE);
        }
    }

    /** Broken quoting outranks the rest, because it decides how the record is counted. */
    private void note(Malformed reason) {
        if (malformed == null || reason == Malformed.QUOTING) {
            malformed = reason;
        }
    }

    /** Reads more behind what is there, keeping the record from its start; false at the end of the file. */
    private boolean fill() throws IOException {
        if (atEnd) {
            return false;
        }
        if (length - recordStart > LONGEST_RECORD_CHARS) {
            note(Malformed.TOO_LONG);
            tooLong = true;
            recordStart = position;
        }
        if (recordStart > 0) {
            System.arraycopy(buffer, recordStart, buffer, 0, length - recordStart);
            length -= recordStart;
            position -= recordStart;
            recordStart = 0;
        }
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * length);
        }
        int count = reader.read(buffer, length, buffer.length - length);
        if (count < 0) {
            atEnd = true;
            return false;
        }
        length += count;
        return true;
    }
}
