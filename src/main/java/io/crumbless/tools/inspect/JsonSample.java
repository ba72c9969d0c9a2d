package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Reads the records of a JSON Lines file; fields of nested objects are named {@code a.b}. */
record JsonSample(FileEntry file) implements SampleReader {
    /** Placeholder for keys that are values, such as ids, and must not be displayed. */
    static final String ANY_KEY = "*";

    private static final int LONGEST_NAME = 200;

    @Override
    public boolean read(Set<String> columns, RowTaker taker) throws IOException {
        try (InputStream in = new TimedInput(FormGuess.open(file), taker);
                JsonLines lines = new JsonLines(in, StandardCharsets.UTF_8)) {
            while (lines.next()) {
                Malformed malformed = lines.malformed();
                if (malformed != null) {
                    taker.malformed(malformed.word());
                } else if (!taker.take(row(lines))) {
                    return false;
                }
            }
            return true;
        } catch (TimedInput.Over over) {
            return false;
        }
    }

    /** Converts a record that was read by another reader. */
    static SampleRow row(JsonValue.Struct record) {
        SampleRow row = new SampleRow();
        record.fields().forEach((name, value) -> add(row, shown(name), value, false));
        return row;
    }

    private static SampleRow row(JsonLines lines) {
        SampleRow row = new SampleRow();
        for (String name : lines.names()) {
            JsonValue value = lines.field(name);
            if (value != null) {
                add(row, shown(name), value, false);
            }
        }
        return row;
    }

    private static void add(SampleRow row, String path, JsonValue value, boolean inList) {
        if (value instanceof JsonValue.Struct struct) {
            for (Map.Entry<String, JsonValue> field : struct.fields().entrySet()) {
                add(row, path + "." + shown(field.getKey()), field.getValue(), inList);
            }
        } else if (value instanceof JsonValue.Items list) {
            list.items().forEach(item -> {
                add(row, path, item, true);
                if (item instanceof JsonValue.Struct) {
                    SampleRow own = new SampleRow();
                    add(own, path, item, false);
                    row.addItem(path, own);
                }
            });
        } else {
            String text = value.text();
            row.add(path, text == null ? "" : text);
            if (inList) {
                row.lists().add(path);
            }
        }
    }

    /** The key for display; a key in the form of a value is replaced by the placeholder. */
    private static String shown(String key) {
        boolean name = !key.isBlank()
                && key.length() <= LONGEST_NAME
                && TextForm.of(key.strip()) == TextForm.TEXT
                && !key.matches("[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}|(?=.*[0-9])[0-9A-Fa-f]{6,}|.*[0-9]{5,}.*");
        return name ? key : ANY_KEY;
    }
}
