package io.crumbless.columnar.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
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

/**
 * Reads a JSON Lines file forward, one record at a time, like a cursor: one JSON object on each line.
 *
 * <p>A record ends at LF or at the end of the file; lines of white space are no records. A line that is not one object is
 * {@linkplain #malformed() malformed}, and reading goes on behind it. Numbers are kept as written, so that ids of any
 * length survive.
 */
public final class JsonLines implements Closeable {
    /** Longer records are malformed; they are read over without being held. */
    public static final int LONGEST_RECORD_CHARS = CsvRows.LONGEST_RECORD_CHARS;

    private static final int FIRST_BUFFER_CHARS = 1 << 15;

    /** Deeper objects are no records of anything we read. */
    private static final int DEEPEST = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_RECORD_CHARS)
                    .build())
            .build();

    private final Reader reader;
    private final @Nullable Set<String> wanted;
    private final @Nullable KeyWatch watch;

    private char[] buffer = new char[0];
    private int length;
    private int lineStart;
    private int lineEnd;
    private boolean atEnd;

    private long line;
    private long linesBefore;
    private @Nullable Malformed malformed;
    private boolean unencodable;
    private final Map<String, JsonValue> fields = new LinkedHashMap<>();

    /** Keeps every field of a record. The stream is closed with this reader, and by the caller if this fails. */
    public JsonLines(InputStream in, Charset encoding) throws IOException {
        this(TextDecoding.reader(in, encoding), null, null);
    }

    /** Keeps the wanted fields only; others are checked and passed over. */
    public JsonLines(InputStream in, Charset encoding, Set<String> wanted) throws IOException {
        this(TextDecoding.reader(in, encoding), Set.copyOf(wanted), null);
    }

    /** As {@link #JsonLines(InputStream, Charset, Set)}; the others are noted. */
    public JsonLines(InputStream in, Charset encoding, Set<String> wanted, KeyWatch watch) throws IOException {
        this(TextDecoding.reader(in, encoding), Set.copyOf(wanted), watch);
    }

    private JsonLines(Reader reader, @Nullable Set<String> wanted, @Nullable KeyWatch watch) {
        this.reader = reader;
        this.wanted = wanted;
        this.watch = watch;
    }

    /** Whether the file holds nothing at all. To be asked before the first record. */
    public boolean empty() throws IOException {
        return line == 0 && length == 0 && !fill();
    }

    /** One JSON value that stands in a text, such as a list in a CSV field; empty if the text is anything else. */
    public static Optional<JsonValue> parse(String text) {
        JsonLines line = new JsonLines(Reader.nullReader(), null, null);
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

    /** States that the first line is a later one of the file. To be called before the first record. */
    public void continueAt(long fileLine) {
        linesBefore = fileLine - 1;
    }

    /** Goes to the next record; false at the end of the file. */
    public boolean next() throws IOException {
        do {
            malformed = null;
            fields.clear();
            if (!nextLine()) {
                return false;
            }
        } while (malformed == null && isBlank());
        if (malformed == null) {
            checkCharacters();
        }
        if (malformed == null) {
            parse();
        }
        return true;
    }

    /** The record's line, from 1. */
    public long line() {
        return linesBefore + line;
    }

    /** What is wrong with the record; null if nothing is. It then has no fields. */
    public @Nullable Malformed malformed() {
        return malformed;
    }

    /** The field as {@linkplain JsonValue#text() text}; null if it is absent or null. */
    public @Nullable String value(String name) {
        JsonValue value = fields.get(name);
        return value == null ? null : value.text();
    }

    /** The field; null if the record does not name it. */
    public @Nullable JsonValue field(String name) {
        return fields.get(name);
    }

    /** Names of the record's fields that are kept, in the order written; good until the next record. */
    public Set<String> names() {
        return fields.keySet();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private boolean nextLine() throws IOException {
        lineStart = lineEnd == 0 && line == 0 ? 0 : lineEnd + 1;
        int from = lineStart;
        line++;
        while (true) {
            for (int at = from; at < length; at++) {
                if (buffer[at] == '\n') {
                    lineEnd = at;
                    noteLength();
                    return true;
                }
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

    private void noteLength() {
        if (lineEnd - lineStart > LONGEST_RECORD_CHARS) {
            malformed = Malformed.TOO_LONG;
        }
    }

    private boolean fill() throws IOException {
        if (atEnd) {
            return false;
        }
        if (length - lineStart > LONGEST_RECORD_CHARS) {
            malformed = Malformed.TOO_LONG;
            lineStart = length;
        }
        int held = Math.max(0, length - lineStart);
        System.arraycopy(buffer, length - held, buffer, 0, held);
        lineStart = 0;
        length = held;
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(FIRST_BUFFER_CHARS, 2 * length));
        }
        int count = reader.read(buffer, length, buffer.length - length);
        if (count < 0) {
            atEnd = true;
            return false;
        }
        length += count;
        return true;
    }

    private boolean isBlank() {
        for (int at = lineStart; at < lineEnd; at++) {
            char c = buffer[at];
            if (c != ' ' && c != '\t' && c != '\r') {
                return false;
            }
        }
        return true;
    }

    private void checkCharacters() {
        for (int at = lineStart; at < lineEnd; at++) {
            if (buffer[at] == TextDecoding.UNDECODABLE) {
                malformed = Malformed.UNDECODABLE;
                return;
            }
            if (buffer[at] == '\0') {
                malformed = Malformed.NUL;
                return;
            }
        }
    }

    private void parse() {
        unencodable = false;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), buffer, lineStart, lineEnd - lineStart)) {
            boolean object = json.nextToken() == JsonToken.START_OBJECT;
            if (object) {
                readFields(json);
            }
            if (!object || json.nextToken() != null) {
                malformed = Malformed.NOT_AN_OBJECT;
            }
        } catch (JacksonException e) {
            // Its message quotes the record.
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
            boolean keep = wanted == null || wanted.contains(name);
            JsonValue value = read(json);
            if (keep) {
                fields.put(checked(name), value);
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
        return token == JsonToken.VALUE_NULL ? new JsonValue.Null() : new JsonValue.Scalar(checked(json.getString()));
    }

    /** Escapes can spell what an encoding cannot: half a surrogate pair, or NUL. */
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
