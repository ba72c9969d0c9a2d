package io.crumbless.columnar.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads a JSON Lines file forward, one record at a time, like a cursor: one JSON object on each line.
 *
 * <p>A record ends at LF or at the end of the file; lines of white space are not records. A line that is not one object
 * is {@linkplain #malformed() malformed}, and reading continues after it. Numbers are kept as written, so that ids of
 * any length survive.
 */
public final class JsonLines implements Closeable {
    /** Longer records are malformed; they are skipped without keeping them in memory. */
    public static final int LONGEST_RECORD_CHARS = CsvRows.LONGEST_RECORD_CHARS;

    private static final int FIRST_BUFFER_BYTES = 1 << 16;

    private static final long LINE_FEEDS = WordScan.ofAll('\n');
    private static final int HIGHEST = 0x80;

    /** Deeper objects are not deliveries. */
    private static final int DEEPEST = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_RECORD_CHARS)
                    .build())
            .build();

    private final Utf8Text text;
    private final JsonSlices slices = new JsonSlices();
    private final JsonFields fields;
    private final @Nullable KeyWatch watch;

    private byte[] buffer = new byte[0];
    private int length;
    private int lineStart;
    private int lineEnd;
    private boolean atEnd;

    /** Whether the line is entirely ASCII. */
    private boolean ascii;

    private long line;
    private long linesBefore;
    private @Nullable Malformed malformed;
    private boolean unencodable;

    /** Whether the field holds {@code NaN} or {@code Infinity}, which Python writes although JSON has no such numbers. */
    private boolean nonNumeric;

    /** Keeps every field of a record. The stream is closed with this reader, and by the caller if this fails. */
    public JsonLines(InputStream in, Charset encoding) throws IOException {
        this(Utf8Text.of(in, encoding), null, null);
    }

    /** Keeps only the wanted fields; others are checked and skipped. */
    public JsonLines(InputStream in, Charset encoding, Set<String> wanted) throws IOException {
        this(Utf8Text.of(in, encoding), Set.copyOf(wanted), null);
    }

    /** As {@link #JsonLines(InputStream, Charset, Set)}; other keys are reported. */
    public JsonLines(InputStream in, Charset encoding, Set<String> wanted, KeyWatch watch) throws IOException {
        this(Utf8Text.of(in, encoding), Set.copyOf(wanted), watch);
    }

    private JsonLines(Utf8Text text, @Nullable Set<String> wanted, @Nullable KeyWatch watch) {
        this.text = text;
        this.fields = new JsonFields(wanted);
        this.watch = watch;
    }

    /** Whether the file is empty. Must be called before the first record. */
    public boolean empty() throws IOException {
        return line == 0 && length == 0 && !fill();
    }

    /** The JSON value that a text consists of, such as a list in a CSV field; empty if the text is anything else. */
    public static Optional<JsonValue> parse(String text) {
        JsonLines line = new JsonLines(Utf8Text.NOTHING, null, null);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (json.nextToken() == null) {
                return Optional.empty();
            }
            JsonValue value = line.read(json);
            boolean whole = json.nextToken() == null && line.malformed == null && !line.unencodable;
            return whole ? Optional.of(value) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Sets the line of the file of the first record. Must be called before the first record. */
    public void continueAt(long fileLine) {
        linesBefore = fileLine - 1;
    }

    /** Moves to the next record; false at the end of the file. */
    public boolean next() throws IOException {
        do {
            malformed = null;
            fields.clear();
            if (!nextLine()) {
                return false;
            }
        } while (malformed == null && isBlank());
        if (!ascii) {
            checkCharacters();
        }
        if (malformed == null && slices.read(buffer, lineStart, lineEnd, fields)) {
            if (watch != null) {
                fields.noteOthers(watch);
            }
            noteKeys();
        } else {
            readOtherwise();
        }
        return true;
    }

    /** The record's line, from 1. */
    public long line() {
        return linesBefore + line;
    }

    /** What is malformed in the record; null if nothing is. A malformed record has no fields. */
    public @Nullable Malformed malformed() {
        return malformed;
    }

    /** The field as {@linkplain JsonValue#text() text}; null if it is absent or null. */
    public @Nullable String value(String name) {
        JsonValue value = fields.get(name);
        return value == null ? null : value.text();
    }

    /** The field; null if the record does not contain it. */
    public @Nullable JsonValue field(String name) {
        return fields.get(name);
    }

    /** Names of the record's fields that are kept, in the order written; valid until the next record. */
    public Set<String> names() {
        return fields.keySet();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private boolean nextLine() throws IOException {
        lineStart = lineEnd == 0 && line == 0 ? 0 : lineEnd + 1;
        int from = lineStart;
        line++;
        ascii = true;
        while (true) {
            if (findLineEnd(from)) {
                noteLength();
                return true;
            }
            int scanned = Math.max(0, length - lineStart);
            if (!fill()) {
                lineEnd = Math.max(length, lineStart);
                noteLength();
                return lineEnd > lineStart || malformed != null;
            }
            from = malformed == null ? lineStart + scanned : lineStart;
        }
    }

    private boolean findLineEnd(int from) {
        int at = from;
        long others = 0;
        while (at <= length - WordScan.BYTES) {
            long word = WordScan.at(buffer, at);
            long mask = WordScan.equal(word, LINE_FEEDS);
            others |= WordScan.notAscii(word);
            if (mask != 0) {
                at += WordScan.first(mask);
                break;
            }
            at += WordScan.BYTES;
        }
        while (at < length && buffer[at] != '\n') {
            others |= buffer[at] & HIGHEST;
            at++;
        }
        ascii &= others == 0;
        lineEnd = at < length ? at : lineEnd;
        return at < length;
    }

    private void noteLength() {
        if (isTooLong(lineEnd)) {
            malformed = Malformed.TOO_LONG;
        }
    }

    private boolean isTooLong(int end) {
        return end - lineStart > LONGEST_RECORD_CHARS
                && Utf8Text.characters(buffer, lineStart, end) > LONGEST_RECORD_CHARS;
    }

    private boolean fill() throws IOException {
        if (atEnd) {
            return false;
        }
        if (isTooLong(length)) {
            malformed = Malformed.TOO_LONG;
            lineStart = length;
        }
        int held = Math.max(0, length - lineStart);
        System.arraycopy(buffer, length - held, buffer, 0, held);
        lineStart = 0;
        length = held;
        if (buffer.length - length < Utf8Text.LEAST_ROOM) {
            buffer = Arrays.copyOf(buffer, Math.max(FIRST_BUFFER_BYTES, 2 * buffer.length));
        }
        int count = text.read(buffer, length, buffer.length - length);
        if (count < 0) {
            atEnd = true;
            return false;
        }
        length += count;
        return true;
    }

    private boolean isBlank() {
        for (int at = lineStart; at < lineEnd; at++) {
            byte c = buffer[at];
            if (c != ' ' && c != '\t' && c != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Parses a record in an unusual form. */
    private void readOtherwise() {
        fields.clear();
        if (malformed == null) {
            checkCharacters();
        }
        if (malformed == null) {
            parse();
        }
    }

    private void checkCharacters() {
        for (int at = lineStart; at < lineEnd && malformed == null; at++) {
            if (Utf8Text.isUndecodable(buffer, at)) {
                malformed = Malformed.UNDECODABLE;
            } else if (buffer[at] == '\0') {
                malformed = Malformed.NUL;
            }
        }
    }

    private void parse() {
        unencodable = false;
        char[] record = new String(buffer, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8).toCharArray();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), record)) {
            boolean object = json.nextToken() == JsonToken.START_OBJECT;
            if (object) {
                readFields(json);
            }
            if (!object || json.nextToken() != null) {
                malformed = Malformed.NOT_AN_OBJECT;
            }
        } catch (JacksonException e) {
            // The message of the parser quotes the record.
            malformed = Malformed.NOT_AN_OBJECT;
        }
        if (malformed == null && unencodable) {
            malformed = Malformed.UNDECODABLE;
        }
        if (malformed != null) {
            fields.clear();
        }
        noteKeys();
    }

    private void noteKeys() {
        KeyWatch noting = watch;
        if (noting != null && malformed != null) {
            noting.forget();
        } else if (noting != null) {
            noting.end(fields);
        }
    }

    private void readFields(JsonParser json) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            JsonKey key = fields.key(name);
            nonNumeric = false;
            fields.add(key, read(json));
            if (key.wanted) {
                checked(name);
                malformed = nonNumeric ? Malformed.NOT_AN_OBJECT : malformed;
            } else if (watch != null) {
                watch.other(name);
            }
        }
    }

    private JsonValue read(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, JsonValue> inner = new LinkedHashMap<>();
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                inner.put(checked(name), read(json));
            }
            return new JsonValue.Struct(inner);
        }
        if (token == JsonToken.START_ARRAY) {
            List<JsonValue> items = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(json));
            }
            return new JsonValue.Items(items);
        }
        nonNumeric |= token == JsonToken.VALUE_NUMBER_FLOAT && !endsWithDigit(json.getString());
        return token == JsonToken.VALUE_NULL ? new JsonValue.Null() : new JsonValue.Scalar(checked(json.getString()));
    }

    private static boolean endsWithDigit(String number) {
        char last = number.charAt(number.length() - 1);
        return last >= '0' && last <= '9';
    }

    /** Escapes can express what an encoding cannot: an unpaired surrogate, or NUL. */
    private String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0') {
                malformed = Malformed.NUL;
            } else if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                unencodable |= !pair;
                i += pair ? 1 : 0;
            }
        }
        return text;
    }
}
