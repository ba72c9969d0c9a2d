package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.columnar.text.JsonItems;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Lines file. Records may omit keys without value, so a missing column is detected only at the end: a
 * required column that no record has is an error of the file. A column {@code a.b} is the field {@code b} of the object
 * {@code a}; if the items of records are rows, {@link JsonItems} resolves columns.
 */
final class JsonRowReader implements RowReader {
    private static final String ACTION = "action";

    private final FileEntry file;
    private final TextPart part;
    private final ColumnMapping columns;
    private final List<String> names;
    private final boolean nested;
    private final JsonItems items;
    private final List<JsonItems.Column> found;
    private final @Nullable String[] ofFolders;
    /** Whether a column is a key of records, which must be a single text. */
    private final boolean[] keys;

    /** Whether a column has occurred. */
    private final boolean[] seen;

    private boolean itemsSeen;

    /** @param items path of the items that are rows; empty if records are rows */
    JsonRowReader(DeliveryPart delivered, ColumnMapping columns, String items) {
        this.file = delivered.file();
        this.part = delivered.text();
        this.columns = columns;
        this.names = columns.deliveredNames();
        this.seen = new boolean[names.size()];
        this.nested = !items.isEmpty();
        this.items = new JsonItems(items);
        this.found = names.stream().map(this.items::column).toList();
        this.keys = new boolean[names.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = columns.keys().contains(names.get(i));
        }
        this.ofFolders = FoldersOfFile.of(file, columns).values(names);
    }

    @Override
    public void read(RowSink sink) {
        RowReader.requireUnchanged(file);
        List<String> roots = items.roots(found);
        KeyWatch watch = new KeyWatch(roots, this::declares);
        try (InputStream in = part.open(file.location());
                JsonLines lines = new JsonLines(in, StandardCharsets.UTF_8, Set.copyOf(roots), watch)) {
            lines.continueAt(part.line());
            if (lines.empty()) {
                sink.nothing();
            }
            read(lines, sink);
            sink.keys(watch);
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + IoReason.of(e), e);
        } finally {
            RowReader.requireUnchanged(file);
        }
    }

    /** A withdrawal lacks most fields of a declaration. */
    private boolean declares(Map<String, JsonValue> record) {
        JsonValue action = record.get(columns.mapped().getOrDefault(ACTION, ACTION));
        return !columns.actions().withdraws(action == null ? null : action.text());
    }

    private void read(JsonLines lines, RowSink sink) throws IOException {
        @Nullable String[] texts = new @Nullable String[names.size()];
        JsonItems.Item record = items.around(lines::field);
        boolean sound = false;
        try (UnreadLines unread = new UnreadLines(file, StandardCharsets.UTF_8, false, columns.actions(), sink)) {
            while (lines.next()) {
                unread.passTo(lines.line());
                boolean readable = lines.malformed() == null
                        && texts(record, texts)
                        && (nested ? items(lines, texts, sink) : handOn(lines, texts, sink));
                if (!readable) {
                    unread.malformed(lines.line(), lines.malformed());
                }
                sound |= readable;
            }
            unread.passTo(part.endLine());
        }
        // A later part may contain records of one kind only; a column that is missing everywhere is also missing in the
        // first part.
        if (sound && part.isFirst()) {
            checkSeen();
        }
    }

    private static boolean handOn(JsonLines lines, @Nullable String[] texts, RowSink sink) {
        sink.row(lines.line(), texts);
        return true;
    }

    /** Passes on the items of a record if all of them can be read. Anything else may be a withdrawal. */
    private boolean items(JsonLines lines, @Nullable String[] ofRecord, RowSink sink) {
        if (items.areMisshapen(lines::field, found, !columns.actions().allDeclare())) {
            sink.misshapen(lines.line(), ofRecord, true);
            return true;
        }
        List<@Nullable String[]> rows = new ArrayList<>();
        for (JsonItems.Item item : items.of(lines::field)) {
            @Nullable String[] texts = new @Nullable String[names.size()];
            if (!texts(item, texts)) {
                return false;
            }
            rows.add(texts);
        }
        itemsSeen |= !rows.isEmpty();
        if (rows.isEmpty()) {
            sink.noItems(lines.line(), ofRecord);
        }
        rows.forEach(texts -> sink.row(lines.line(), texts));
        sink.recordEnds();
        return true;
    }

    /** False if a column contains an object, a list of anything but scalars, or a key is a list. */
    private boolean texts(JsonItems.Item item, @Nullable String[] texts) {
        for (int i = 0; i < texts.length; i++) {
            JsonValue value = item.value(found.get(i));
            if (value instanceof JsonValue.Struct
                    || (value instanceof JsonValue.Items list && (keys[i] || !isPlain(list)))) {
                return false;
            }
            seen[i] |= value != null;
            texts[i] = value == null ? ofFolders[i] : value.text();
        }
        return true;
    }

    private static boolean isPlain(JsonValue.Items list) {
        for (JsonValue item : list.items()) {
            if (!(item instanceof JsonValue.Scalar)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks only columns that withdrawals also need, since a file may contain only withdrawals, or records without
     * items.
     */
    private void checkSeen() {
        for (int i = 0; i < names.size(); i++) {
            CanonicalColumn column = columns.columns().get(i);
            boolean asked = column.inEveryRecord()
                    && ofFolders[i] == null
                    && (itemsSeen || !found.get(i).isOfItem());
            if (asked && !seen[i]) {
                throw new Failure(
                        ErrorCategory.INPUT,
                        "Cannot read " + file.location() + ": no record has the key '" + names.get(i) + "', found "
                                + namesSeen() + "; map it with " + column.setting());
            }
        }
    }

    private List<String> namesSeen() {
        return IntStream.range(0, names.size())
                .filter(i -> seen[i])
                .mapToObj(names::get)
                .sorted()
                .toList();
    }
}
