package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.JsonItems;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.columnar.text.Malformed;
import io.crumbless.columnar.text.TextPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of a JSON Lines file. A column {@code a.b} is the field {@code b} of the object {@code a}. */
final class JsonDeliveredRows implements DeliveredRows {
    /** Field name for an entry of a map whose value is not an object. */
    static final String ENTRY = "@value";

    private final LegacyFiles source;
    private final FileEntry file;
    private final JsonLines lines;
    private final List<WantedColumn> wanted;
    private final KeyWatch watch;
    private final @Nullable String[] ofFolders;

    JsonDeliveredRows(
            LegacyFiles source, FileEntry file, TextPart part, InputStream in, List<WantedColumn> wanted, boolean all)
            throws IOException {
        this.source = source;
        this.file = file;
        this.wanted = List.copyOf(wanted);
        this.ofFolders = DeliveredRows.ofFolders(file, wanted);
        this.watch =
                new KeyWatch(wanted.stream().map(column -> root(column.name())).toList());
        this.lines = all
                ? new JsonLines(in, StandardCharsets.UTF_8)
                : new JsonLines(in, StandardCharsets.UTF_8, withRoots(wanted), watch);
        lines.continueAt(part.line());
    }

    private static Set<String> withRoots(List<WantedColumn> wanted) {
        Set<String> names = new HashSet<>();
        for (WantedColumn column : wanted) {
            names.add(column.name());
            names.add(root(column.name()));
        }
        return names;
    }

    private static String root(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    @Override
    public boolean next() throws IOException {
        if (lines.next()) {
            return true;
        }
        DeliveredRows.requireUnchanged(source, file);
        return false;
    }

    @Override
    public boolean holdNothing() throws IOException {
        return lines.empty();
    }

    @Override
    public Optional<KeyWatch> keys() {
        return Optional.of(watch);
    }

    @Override
    public long position() {
        return lines.line();
    }

    @Override
    public @Nullable LegacyRefusal refusal() {
        Malformed malformed = lines.malformed();
        return malformed == null ? null : LegacyRefusal.of(malformed);
    }

    @Override
    public @Nullable String value(int column) {
        JsonValue value = find(wanted.get(column).name());
        if (wanted.get(column).isKey() && (value instanceof JsonValue.Items || value instanceof JsonValue.Struct)) {
            // A list or an object is not an id.
            return null;
        }
        return value == null ? ofFolders[column] : DeliveredText.of(value.text());
    }

    @Override
    public @Nullable JsonValue nested(int column) {
        String name = wanted.get(column).name();
        JsonValue value = name.contains("*") ? entries(name) : find(name);
        return value instanceof JsonValue.Null ? null : value;
    }

    /** The entries of a map, each with its name. */
    private JsonValue entries(String path) {
        JsonItems items = new JsonItems(path);
        JsonItems.Column entry = items.column(path);
        JsonItems.Column key = items.column(path + "." + JsonItems.KEY);
        List<JsonValue> found = new ArrayList<>();
        for (JsonItems.Item item : items.of(lines::field)) {
            Map<String, JsonValue> fields = new LinkedHashMap<>();
            JsonValue value = item.value(entry);
            if (value instanceof JsonValue.Struct struct) {
                fields.putAll(struct.fields());
            } else if (value != null) {
                fields.put(ENTRY, value);
            }
            JsonValue name = item.value(key);
            if (name != null) {
                fields.put(JsonItems.KEY, name);
            }
            found.add(new JsonValue.Struct(fields));
        }
        return new JsonValue.Items(found);
    }

    /** The fields of an object are separate columns, as in a Parquet file. */
    @Override
    public List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (String name : lines.names()) {
            addLeaves(name, lines.field(name), columns);
        }
        return columns;
    }

    private static void addLeaves(String name, @Nullable JsonValue value, List<String> columns) {
        if (value instanceof JsonValue.Struct struct) {
            struct.fields().forEach((field, inner) -> addLeaves(name + "." + field, inner, columns));
        } else {
            columns.add(name);
        }
    }

    @Override
    public @Nullable String valueOf(String column) {
        JsonValue value = find(column);
        return value == null ? null : DeliveredText.of(value.text());
    }

    private @Nullable JsonValue find(String name) {
        JsonValue value = lines.field(name);
        int dot = name.indexOf('.');
        return value != null || dot < 0 ? value : inside(lines.field(name.substring(0, dot)), name.substring(dot + 1));
    }

    private static @Nullable JsonValue inside(@Nullable JsonValue outer, String name) {
        if (!(outer instanceof JsonValue.Struct struct)) {
            return null;
        }
        JsonValue value = struct.fields().get(name);
        int dot = name.indexOf('.');
        return value != null || dot < 0
                ? value
                : inside(struct.fields().get(name.substring(0, dot)), name.substring(dot + 1));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
