package io.crumbless.columnar.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON records in their usual form, by searching for the ends of their parts. For a record in any other form,
 * valid or not, it gives up, and the library decides: only the library refuses records.
 *
 * <p>A library reader alone is not used because its parser has to be set up again for each record, so that one bad line
 * does not end the file, and creates texts for values that nobody reads. A test compares the two, on records that are
 * broken in all ways.
 */
final class JsonSlices {
    static final JsonValue NULL = new JsonValue.Null();

    /** The result if it gives up. Not a value of a record. */
    private static final JsonValue OTHERWISE = new JsonValue.Scalar("");

    /** Deeper records are left to the library. */
    private static final int DEEPEST = 12;

    /** Longer numbers and names are left to the library, which limits both. */
    private static final int LONGEST_NUMBER = 500;

    private static final int LONGEST_NAME = 5_000;

    private static final ByteSet IN_STRING = new ByteSet('"', '\\', '\\', ' ' - 1);
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NOTHING = {'n', 'u', 'l', 'l'};

    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    /** Whether the last string has escapes. */
    private boolean escapes;

    /**
     * Parses a record, whose bytes are valid UTF-8.
     *
     * @param fields must be empty; undefined after giving up
     * @return false if it gives up
     */
    boolean read(byte[] buffer, int from, int to, JsonFields fields) {
        bytes = buffer;
        at = from;
        end = to;
        if (!passes('{')) {
            return false;
        }
        boolean more = !passes('}');
        while (more) {
            JsonKey key = key(fields);
            JsonValue value = key == null ? OTHERWISE : value(key.wanted, 1);
            if (key == null || value == OTHERWISE || !fields.add(key, value)) {
                return false;
            }
            more = passes(',');
            if (!more && !passes('}')) {
                return false;
            }
        }
        passBlanks();
        return at == end;
    }

    /** The key before a value. */
    private @Nullable JsonKey key(JsonFields fields) {
        passBlanks();
        JsonKey expected = fields.expected();
        int behind = expected == null ? -1 : expected.behind(bytes, at, end);
        if (expected != null && behind >= 0) {
            at = behind;
            return expected;
        }
        String name = name();
        return name == null ? null : fields.key(name);
    }

    /** A name and its colon. */
    private @Nullable String name() {
        if (!passes('"')) {
            return null;
        }
        int from = at;
        int to = passString();
        boolean read = to >= 0 && !escapes && to - from <= LONGEST_NAME && passes(':');
        return read ? text(from, to) : null;
    }

    /**
     * Parses a value.
     *
     * @param kept whether the value is needed; otherwise any result will do
     */
    private JsonValue value(boolean kept, int depth) {
        passBlanks();
        int c = at < end ? bytes[at] : 0;
        return switch (c) {
            case '"' -> string(kept);
            case '{' -> depth < DEEPEST ? struct(kept, depth + 1) : OTHERWISE;
            case '[' -> depth < DEEPEST ? items(kept, depth + 1) : OTHERWISE;
            case 't' -> word(TRUE, kept);
            case 'f' -> word(FALSE, kept);
            case 'n' -> word(NOTHING, false);
            default -> number(kept);
        };
    }

    private JsonValue struct(boolean kept, int depth) {
        at++;
        Map<String, JsonValue> inner = new LinkedHashMap<>();
        boolean more = !passes('}');
        while (more) {
            String name = name();
            JsonValue value = name == null ? OTHERWISE : value(kept, depth);
            if (name == null || value == OTHERWISE || inner.put(name, value) != null) {
                return OTHERWISE;
            }
            more = passes(',');
            if (!more && !passes('}')) {
                return OTHERWISE;
            }
        }
        return kept ? new JsonValue.Struct(inner) : NULL;
    }

    private JsonValue items(boolean kept, int depth) {
        at++;
        List<JsonValue> items = new ArrayList<>();
        boolean more = !passes(']');
        while (more) {
            JsonValue value = value(kept, depth);
            if (value == OTHERWISE) {
                return OTHERWISE;
            }
            if (kept) {
                items.add(value);
            }
            more = passes(',');
            if (!more && !passes(']')) {
                return OTHERWISE;
            }
        }
        return kept ? new JsonValue.Items(items) : NULL;
    }

    private JsonValue string(boolean kept) {
        at++;
        int from = at;
        int to = passString();
        if (to < 0) {
            return OTHERWISE;
        }
        if (!escapes) {
            return kept ? new JsonValue.Scalar(text(from, to)) : NULL;
        }
        String text = unescaped(from, to);
        return text == null ? OTHERWISE : new JsonValue.Scalar(text);
    }

    /** Moves past the closing quote; returns its index, or -1 if there is none or an invalid character. */
    private int passString() {
        escapes = false;
        while (true) {
            int found = IN_STRING.find(bytes, at, end);
            if (found >= end || (bytes[found] != '"' && bytes[found] != '\\')) {
                return -1;
            }
            if (bytes[found] == '"') {
                at = found + 1;
                return found;
            }
            escapes = true;
            at = Math.min(end, found + 2);
        }
    }

    /** Null if an escape is invalid or an unpaired surrogate. */
    private @Nullable String unescaped(int from, int to) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
        int part = from;
        int next = IN_STRING.find(bytes, from, to);
        while (next < to) {
            text.write(bytes, part, next - part);
            int c = bytes[next + 1];
            int meant = meant(c);
            part = next + 2;
            if (c == 'u') {
                meant = part + 4 <= to ? ofHex(part) : 0;
                part += 4;
            }
            if (meant <= 0 || Character.isSurrogate((char) meant)) {
                return null;
            }
            text.writeBytes(Character.toString(meant).getBytes(StandardCharsets.UTF_8));
            next = IN_STRING.find(bytes, part, to);
        }
        text.write(bytes, part, to - part);
        return text.toString(StandardCharsets.UTF_8);
    }

    private static int meant(int escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    private int ofHex(int from) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(bytes[from + i], 16);
            value = digit < 0 || value < 0 ? -1 : value << 4 | digit;
        }
        return value;
    }

    private JsonValue word(byte[] word, boolean kept) {
        int from = at;
        for (byte letter : word) {
            if (at == end || bytes[at] != letter) {
                return OTHERWISE;
            }
            at++;
        }
        return !isEndOfValue() ? OTHERWISE : kept ? new JsonValue.Scalar(text(from, at)) : NULL;
    }

    private JsonValue number(boolean kept) {
        int from = at;
        at += at < end && bytes[at] == '-' ? 1 : 0;
        int whole = at;
        boolean right = passDigits() && (bytes[whole] != '0' || at == whole + 1);
        if (right && at < end && bytes[at] == '.') {
            at++;
            right = passDigits();
        }
        if (right && at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            at += at < end && (bytes[at] == '+' || bytes[at] == '-') ? 1 : 0;
            right = passDigits();
        }
        if (!right || at - from > LONGEST_NUMBER || !isEndOfValue()) {
            return OTHERWISE;
        }
        return kept ? new JsonValue.Scalar(text(from, at)) : NULL;
    }

    /** One or more. */
    private boolean passDigits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > from;
    }

    private boolean isEndOfValue() {
        int c = at < end ? bytes[at] : 0;
        return c == ',' || c == '}' || c == ']' || c == ' ';
    }

    private void passBlanks() {
        while (at < end && bytes[at] <= ' ' && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }

    /** Skips blanks and this character, if it follows them. */
    private boolean passes(char c) {
        if (at < end && bytes[at] == c) {
            at++;
            return true;
        }
        passBlanks();
        boolean there = at < end && bytes[at] == c;
        at += there ? 1 : 0;
        return there;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
