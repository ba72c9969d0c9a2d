package io.crumbless.columnar.text;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file forward, one record at a time, like a cursor.
 *
 * <p>Grammar, that of RFC 4180: a field that begins with the quote is quoted; inside, two quotes stand for one and line
 * breaks are text. Other fields hold no quote, so that text behind a blank and a quote, or another way to escape, does not
 * become part of a value. A record ends at LF, CRLF or CR outside quotes, or at the end of the file. Empty lines are no
 * records. A record has as many fields as the header, and is neither the header again nor {@link CsvAside something else}.
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
    /** Longer records are malformed; they are skipped without keeping them in memory. 4 Mi characters, up to 16 MiB. */
    public static final int LONGEST_RECORD_CHARS = 1 << 22;

    private static final int FIRST_BUFFER_BYTES = 1 << 16;
    private static final int LINES_ABOVE_A_HEADER = 50;
    private static final char APOSTROPHE = '\'';

    /** Not a byte of a text. */
    private static final int NO_QUOTE = 0x100;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Utf8Text text;
    private final CsvDialect dialect;
    private final CsvOptions options;

    /** Whether the file is in RFC 4180 format, as most are; checked for each field. */
    private final boolean plain;

    private final boolean unescapes;

    /** The delimiter and the quote as bytes; {@link #NO_QUOTE} if there is no quote. */
    private final int delimiter;

    private final int quote;

    /** Bytes that end an unquoted field, and bytes with a meaning in a quoted one. */
    private final ByteSet plainSigns;

    private final ByteSet quotedSigns;

    private final String name;
    private final List<String> header;
    private final CsvAside aside;
    private final Map<String, Integer> positions = new HashMap<>();
    private final boolean empty;

    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int length;
    private int position;
    private int recordStart;
    private boolean atEnd;

    private long line = 1;
    private long nextLine = 1;
    private boolean afterCarriageReturn;
    private long brokenLines;
    /** Records returned so far. */
    private long records;

    private boolean counted;
    private @Nullable Malformed malformed;

    private boolean tooLong;
    private boolean otherQuotes;

    private int fieldCount;
    /** Start and end of each field, relative to the start of the record; for a quoted field without its quotes. */
    private int[] bounds = new int[32];

    private boolean[] quoted = new boolean[16];
    private boolean[] escaped = new boolean[16];

    /**
     * Reads the header. The stream is closed with this reader, and by the caller if this fails.
     *
     * @param name name of the file, for messages
     * @throws Failure for the supplier if the header is malformed
     */
    public CsvRows(InputStream in, CsvDialect dialect, String name) throws IOException {
        this.dialect = dialect;
        this.options = dialect.options();
        this.plain = options.equals(CsvOptions.DEFAULT);
        this.unescapes = options.escape() >= 0;
        this.text = Utf8Text.of(in, dialect);
        this.name = name;
        this.delimiter = EncodedText.byteOf(dialect.delimiter(), EncodedText.DELIMITER);
        this.quote = dialect.quote() == CsvDialect.NO_QUOTE
                ? NO_QUOTE
                : EncodedText.byteOf(dialect.quote(), EncodedText.QUOTE);
        this.plainSigns =
                new ByteSet(delimiter, quote == NO_QUOTE ? delimiter : quote, Utf8Text.UNDECODABLE_LEAD, '\r');
        this.quotedSigns = new ByteSet('\\', quote == NO_QUOTE ? '\\' : quote, Utf8Text.UNDECODABLE_LEAD, '\r');
        fill();
        boolean nothing = length == 0;
        for (int i = 0; i < options.skipLines(); i++) {
            skipLine();
        }
        if (dialect.columns().isEmpty()) {
            this.empty = !nextRecord();
            this.header = empty ? List.of() : readHeader();
        } else {
            this.header = dialect.columns();
            this.empty = nothing;
        }
        for (int i = 0; i < options.skipRows() && nextRecord(); i++) {
            brokenLines = 0;
        }
        for (int i = 0; i < header.size(); i++) {
            positions.putIfAbsent(header.get(i), i);
        }
        this.aside = new CsvAside(header, dialect);
    }

    private List<String> readHeader() {
        if (malformed != null) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + name + ": its header on line " + line + " is malformed (" + malformed.word()
                            + "); check delimiter, quote and encoding of the source");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fieldCount; i++) {
            names.add(options.blanksBeforeQuotes() ? text(i).strip() : text(i));
        }
        return List.copyOf(names);
    }

    /** Whether the file is empty, without even a header. */
    public boolean empty() {
        return empty;
    }

    /** Names of the columns as written; empty if the file is empty. */
    public List<String> header() {
        return header;
    }

    /**
     * Index of the column, or -1. A name that differs only in case matches if it is the only one.
     *
     * @throws Failure supplier, if two columns of the header match
     */
    public int column(String column) {
        Integer exact = positions.get(column);
        String found = exact == null ? ColumnNames.find(header, column) : column;
        int first = found == null ? -1 : positions.getOrDefault(found, -1);
        requireOnce(first);
        return first;
    }

    /**
     * For callers who read all columns by name.
     *
     * @throws Failure supplier, if two columns of the header have the same name
     */
    public void requireDistinctColumns() {
        for (int i = 0; i < header.size() && positions.size() < header.size(); i++) {
            requireOnce(positions.getOrDefault(header.get(i), i));
        }
    }

    private void requireOnce(int column) {
        int last = column < 0 || positions.size() == header.size() ? column : header.lastIndexOf(header.get(column));
        if (last > column) {
            // By index: in a file without header, the first record contains somebody's values.
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + name + ": columns " + (column + 1) + " and " + (last + 1)
                            + " of its header have the same name; name each column once");
        }
    }

    /**
     * Text for a message about a file whose header lacks the columns: where the header may be instead. The file must
     * not be read any further.
     *
     * @param wanted names of columns
     */
    public String whereTheHeaderMayBe(List<String> wanted) throws IOException {
        for (int record = 0; record < LINES_ABOVE_A_HEADER && nextRecord(); record++) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < fieldCount && malformed == null; i++) {
                fields.add(text(i).strip());
            }
            if (fields.containsAll(wanted)) {
                return "; line " + line
                        + " looks like its header: deliver the file without the lines above it, or say csv: {"
                        + " skip-lines: " + (line - 1) + " }";
            }
        }
        return "";
    }

    /** Sets the line of the file after the header. Must be called before the first record. */
    public void continueAt(long fileLine) {
        nextLine = fileLine;
    }

    /**
     * Moves to the next record; false at the end of the file.
     *
     * @throws Failure supplier, at a record that seems to have swallowed others, see {@link CsvSwallowed}
     */
    public boolean next() throws IOException {
        if (brokenLines > 0) {
            brokenLines--;
            line++;
            records++;
            return true;
        }
        if (!nextRecord()) {
            requireLastLine();
            return false;
        }
        if (malformed == null) {
            malformed = fieldCount == header.size() ? notRead() : Malformed.RAGGED;
        }
        if (nextLine - line > 1 && (malformed == null || malformed == Malformed.RAGGED)) {
            requireNothingSwallowed();
        }
        if (!plain && options.lastLineCounts() && isLast()) {
            checkLastLine();
            return false;
        }
        records++;
        return true;
    }

    private void requireLastLine() {
        if (options.lastLineCounts() && !counted && !empty) {
            throw cutShort("it has no last line that states how many records are above it");
        }
    }

    /** Whether only empty lines follow the record. */
    private boolean isLast() throws IOException {
        while (position < length || fill()) {
            byte c = buffer[position];
            if (c != '\n' && c != '\r') {
                return false;
            }
            position++;
            boolean pairWithLast = afterCarriageReturn && c == '\n';
            afterCarriageReturn = false;
            if (!pairWithLast) {
                endLine(c);
            }
        }
        return true;
    }

    /** A trailer that looks like a record is one: the file was truncated, whatever numbers its last record contains. */
    private void checkLastLine() {
        String record = raw(0, position - recordStart);
        boolean conclusive = (malformed == null || malformed == Malformed.RAGGED || malformed == Malformed.NO_RECORD)
                && (fieldCount != header.size() || header.size() == 1)
                && NUMBER.matcher(record).results().map(MatchResult::group).anyMatch(String.valueOf(records)::equals);
        if (!conclusive) {
            throw cutShort("its last line does not say that " + records + " records stand above it");
        }
        counted = true;
    }

    private Failure cutShort(String why) {
        return new Failure(
                ErrorCategory.INPUT,
                "Cannot read " + name + ": " + why
                        + ", so it may have been cut short; deliver it again, whole, or without"
                        + " csv: { last-line: count }");
    }

    /** Why a record with the right number of fields is malformed nevertheless. */
    private @Nullable Malformed notRead() {
        if (records == 0 && !dialect.columns().isEmpty() && aside.isLikeHeader(buffer, recordStart, bounds)) {
            return Malformed.HEADER_AGAIN;
        }
        if (aside.isHeaderOfOtherOrder(buffer, recordStart, bounds)) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + name + ": line " + line
                            + " is a header once more, with its columns in another order, so what follows belongs to other"
                            + " columns; deliver the files apart that were put together");
        }
        return otherQuotes ? Malformed.OTHER_QUOTES : aside.in(buffer, recordStart, bounds);
    }

    private void requireNothingSwallowed() {
        if (dialect.recordsInQuotes() || quotesWithoutNeed()) {
            return;
        }
        int lineInside = CsvSwallowed.line(raw(0, position - recordStart), dialect, header.size());
        if (lineInside > 0) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + name + ": the record on line " + line + " holds inside quotes, on line "
                            + (line + lineInside) + ", what looks like a record of its own, so a stray quote may have"
                            + " swallowed it; have the source correct the quotes, or say csv: { records-in-quotes: true }"
                            + " where such texts are meant, and run again");
        }
    }

    /** Line on which the record starts, from 1. */
    public long line() {
        return line;
    }

    /** What is malformed in the record; null if nothing is. Otherwise its fields must not be read. */
    public @Nullable Malformed malformed() {
        return malformed;
    }

    /** Whether the record shows that its writer quotes all fields, or all of some columns. */
    private boolean quotesWithoutNeed() {
        boolean all = fieldCount > 1;
        for (int i = 0; i < fieldCount; i++) {
            boolean needed = false;
            String field = quoted[i] ? raw(bounds[2 * i], bounds[2 * i + 1]) : "";
            for (int at = 0; at < field.length(); at++) {
                char c = field.charAt(at);
                needed |= c == dialect.delimiter()
                        || (c == dialect.quote() && quote != NO_QUOTE)
                        || c == '\n'
                        || c == '\r'
                        || EscapedReader.isStandIn(c);
            }
            if (quoted[i] && !needed) {
                return true;
            }
            all &= quoted[i];
        }
        return all;
    }

    /**
     * The value of a field; null if the record has none: only white space, or {@code NULL}, {@code \N} or {@code ''}
     * without quotes. A quoted field is text, even if it is empty or contains such a word.
     */
    public @Nullable String value(int column) {
        if (quoted[column]) {
            return meant(text(column));
        }
        int from = recordStart + bounds[2 * column];
        int to = recordStart + bounds[2 * column + 1];
        while (from < to && isBlank(buffer[from])) {
            from++;
        }
        while (to > from && isBlank(buffer[to - 1])) {
            to--;
        }
        if (isNullWord(from, to - from)) {
            return null;
        }
        String field = raw(from - recordStart, to - recordStart);
        return plain ? field : meant(unescaped(field));
    }

    /** Whether no field of the record holds anything but white space, as in rows that a spreadsheet leaves behind. */
    public boolean isBlank() {
        for (int i = 0; i < fieldCount; i++) {
            if (!text(i).isBlank()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }

    /** The raw bytes of the record, relative to its start. */
    private String raw(int from, int to) {
        return EncodedText.text(buffer, recordStart + from, recordStart + to, dialect);
    }

    private @Nullable String meant(String field) {
        return plain || !options.nulls().contains(field) ? field : null;
    }

    private boolean isNullWord(int from, int size) {
        return switch (size) {
            case 0 -> true;
            case 2 ->
                (buffer[from] == '\\' && buffer[from + 1] == 'N')
                        || (buffer[from] == APOSTROPHE && buffer[from + 1] == APOSTROPHE);
            case 4 ->
                buffer[from] == 'N' && buffer[from + 1] == 'U' && buffer[from + 2] == 'L' && buffer[from + 3] == 'L';
            default -> false;
        };
    }

    /** The field as written, without quotes. */
    public String text(int column) {
        String raw = raw(bounds[2 * column], bounds[2 * column + 1]);
        if (!escaped[column]) {
            return unescaped(raw);
        }
        String one = String.valueOf(dialect.quote());
        return unescaped(raw.replace(one + one, one));
    }

    private String unescaped(String field) {
        return unescapes ? EscapedReader.text(field, dialect) : field;
    }

    /** Whether the field is quoted. */
    public boolean quoted(int column) {
        return quoted[column];
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** Parses one record that is not an empty line. */
    private boolean nextRecord() throws IOException {
        do {
            line = nextLine;
            malformed = null;
            tooLong = false;
            otherQuotes = false;
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
        } while (isEmptyLine() || (!plain && isComment()));
        if (position == length && !fill()) {
            return false;
        }
        lexFields();
        if (isTooLong(position)) {
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
        byte b = buffer[position];
        if (b != '\n' && b != '\r') {
            return false;
        }
        position++;
        endLine(b);
        return true;
    }

    private boolean isComment() throws IOException {
        boolean comment = options.comment() >= 0 && (position < length || fill()) && beginsWith(options.comment());
        if (comment) {
            skipLine();
        }
        return comment;
    }

    private boolean beginsWith(int character) {
        if (character < EncodedText.ASCII) {
            return buffer[position] == character;
        }
        byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
        int to = Math.min(length, position + bytes.length);
        return Arrays.equals(bytes, 0, bytes.length, buffer, position, to);
    }

    /** Skips to the end of the line without keeping it in memory. */
    private void skipLine() throws IOException {
        boolean ended = false;
        while (!ended && (position < length || fill())) {
            byte c = buffer[position++];
            recordStart = position;
            boolean pairWithLast = afterCarriageReturn && c == '\n';
            afterCarriageReturn = false;
            ended = !pairWithLast && (c == '\n' || c == '\r');
            if (ended) {
                endLine(c);
            } else if (c == EscapedReader.LINE_BREAK && options.escape() >= 0) {
                nextLine++;
            }
        }
    }

    private void passBlanks() throws IOException {
        int from = position - recordStart;
        while (position < length || fill()) {
            byte c = buffer[position];
            if ((c != ' ' && c != '\t') || c == delimiter) {
                break;
            }
            position++;
        }
        // Blanks that do not precede a quote are text.
        if (position == length || (buffer[position] & 0xFF) != quote) {
            position = recordStart + from;
        }
    }

    private void lexFields() throws IOException {
        boolean more = true;
        boolean blanks = !plain && options.blanksBeforeQuotes();
        while (more) {
            if (blanks) {
                passBlanks();
            }
            more = position < length || fill()
                    ? (buffer[position] & 0xFF) == quote ? quotedField() : plainField(position - recordStart, false)
                    : lastField();
        }
    }

    /** The file ends after a delimiter. */
    private boolean lastField() {
        addField(position - recordStart, position - recordStart, false, false);
        nextLine++;
        return false;
    }

    /** An unquoted field, or the rest after a quoted one; true if another field follows. */
    private boolean plainField(int from, boolean afterQuoted) throws IOException {
        while (true) {
            int at = plainSigns.find(buffer, position, length);
            position = at;
            if (at == length) {
                if (fill()) {
                    continue;
                }
                addPlain(from, afterQuoted);
                // The end of the file is treated like a line break.
                nextLine++;
                return false;
            }
            int c = buffer[at] & 0xFF;
            if (c == delimiter || c == '\n' || c == '\r') {
                addPlain(from, afterQuoted);
                position++;
                if (c == delimiter) {
                    return true;
                }
                endLine(c);
                return false;
            } else if (c == quote) {
                note(Malformed.QUOTING);
            } else {
                noteCharacter(c);
            }
            position++;
        }
    }

    private void addPlain(int from, boolean afterQuoted) {
        if (!afterQuoted) {
            int to = position - recordStart;
            addField(from, to, false, false);
            otherQuotes |= to - from > 2
                    && buffer[recordStart + from] == APOSTROPHE
                    && buffer[recordStart + to - 1] == APOSTROPHE
                    && quote != NO_QUOTE;
        }
    }

    /** A quoted field; true if another field follows. */
    private boolean quotedField() throws IOException {
        position++;
        int from = position - recordStart;
        boolean escapes = false;
        boolean carriageReturn = false;
        boolean afterBreak = false;
        boolean backslash = false;
        boolean backslashed = false;
        while (true) {
            if (position == length && !fill()) {
                note(Malformed.QUOTING);
                nextLine += afterBreak ? 0 : 1;
                return false;
            }
            int c = buffer[position++] & 0xFF;
            if (backslashed && (c == delimiter || c == '\n' || c == '\r')) {
                // A backslash and two quotes at the end of a field: the first was escaped, the second closed it.
                note(Malformed.QUOTING);
            }
            backslashed = false;
            if (c == quote) {
                if (position == length) {
                    fill();
                }
                if (position < length && (buffer[position] & 0xFF) == quote) {
                    position++;
                    escapes = true;
                    backslashed = backslash;
                } else {
                    break;
                }
            } else if (c == '\n') {
                nextLine += carriageReturn ? 0 : 1;
            } else if (c == '\r') {
                nextLine++;
            } else {
                position--;
                noteCharacter(c);
                position++;
            }
            carriageReturn = c == '\r';
            afterBreak = carriageReturn || c == '\n' || (c == EscapedReader.LINE_BREAK && unescapes);
            backslash = c == '\\';
            if (!backslashed) {
                int text = quotedSigns.find(buffer, position, length);
                if (text > position) {
                    position = text;
                    carriageReturn = false;
                    afterBreak = false;
                    backslash = false;
                }
            }
        }
        if (backslash) {
            // Escaped by a backslash, if the file uses that; it does not end the field.
            note(Malformed.QUOTING);
        }
        addField(from, position - 1 - recordStart, true, escapes);
        if (position < length) {
            int c = buffer[position] & 0xFF;
            if (c != delimiter && c != '\n' && c != '\r') {
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

    private void endLine(int c) {
        nextLine++;
        afterCarriageReturn = c == '\r';
    }

    /** For the byte at the current position. */
    private void noteCharacter(int c) {
        if (c == EscapedReader.LINE_BREAK && unescapes) {
            nextLine++;
        } else if (c == '\0') {
            note(Malformed.NUL);
        } else if (Utf8Text.isUndecodable(buffer, position)) {
            note(Malformed.UNDECODABLE);
        }
    }

    /** Broken quoting takes precedence, because it decides how the record is counted. */
    private void note(Malformed reason) {
        if (malformed == null || reason == Malformed.QUOTING) {
            malformed = reason;
        }
    }

    private boolean isTooLong(int end) {
        return end - recordStart > LONGEST_RECORD_CHARS
                && Utf8Text.characters(buffer, recordStart, end) > LONGEST_RECORD_CHARS;
    }

    /** Reads more bytes, keeping the record from its start; false at the end of the file. */
    private boolean fill() throws IOException {
        if (atEnd) {
            return false;
        }
        if (isTooLong(length)) {
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
        if (buffer.length - length < Utf8Text.LEAST_ROOM) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = text.read(buffer, length, buffer.length - length);
        if (count < 0) {
            atEnd = true;
            return false;
        }
        length += count;
        return true;
    }
}
