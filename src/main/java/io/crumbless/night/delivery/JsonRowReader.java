package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.KeyWatch;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON Lines file. Records may leave out what they have no value for, so a missing column shows only at the end:
 * a required one that no record has is an error of the file.
 */
final class JsonRowReader implements RowReader {
    private static final String ACTION = "action";
    private static final String WITHDRAW = "withdraw";

    private final FileEntry file;
    private final TextPart part;
    private final ColumnMapping columns;
    private final List<String> names;

    JsonRowReader(DeliveryPart delivered, ColumnMapping columns) {
        this.file = delivered.file();
        this.part = delivered.text();
        this.columns = columns;
        this.names = columns.deliveredNames();
    }

    @Override
    public void read(RowSink sink) {
        RowReader.requireUnchanged(file);
        KeyWatch watch = new KeyWatch(names, this::declares);
        try (InputStream in = part.open(file.location());
                JsonLines lines = new JsonLines(in, StandardCharsets.UTF_8, Set.copyOf(names), watch)) {
            lines.continueAt(part.line());
            if (lines.empty()) {
                sink.nothing();
            }
            read(lines, sink);
            sink.keys(watch);
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + e.getMessage(), e);
        } finally {
            RowReader.requireUnchanged(file);
        }
    }

    /** A withdrawal has little of what a declaration has. */
    private boolean declares(Map<String, JsonValue> record) {
        JsonValue action = record.get(columns.mapped().getOrDefault(ACTION, ACTION));
        return action == null || !WITHDRAW.equals(action.text());
    }

    private void read(JsonLines lines, RowSink sink) throws IOException {
        @Nullable String[] texts = new @Nullable String[names.size()];
        Set<String> seen = new HashSet<>();
        boolean sound = false;
        try (UnreadLines unread = new UnreadLines(file, StandardCharsets.UTF_8, false, sink)) {
            while (lines.next()) {
                unread.passTo(lines.line());
                if (lines.malformed() != null || !texts(lines, texts)) {
                    unread.malformed(lines.line());
                    continue;
                }
                if (seen.size() < names.size()) {
                    seen.addAll(lines.names());
                }
                sound = true;
                sink.row(lines.line(), texts);
            }
            unread.passTo(part.endLine());
        }
        // A later part may hold records of one kind only; what is missing in all of them is missing in the first part
        // too.
        if (sound && part.isFirst()) {
            checkSeen(seen);
        }
    }

    /** False where a column holds an object, or a list of anything but plain values. */
    private boolean texts(JsonLines lines, @Nullable String[] texts) {
        for (int i = 0; i < texts.length; i++) {
            JsonValue value = lines.field(names.get(i));
            if (value instanceof JsonValue.Struct || (value instanceof JsonValue.Items list && !isPlain(list))) {
                return false;
            }
            texts[i] = value == null ? null : value.text();
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

    /** Only what a withdrawal needs too: a file may hold nothing but withdrawals. */
    private void checkSeen(Set<String> seen) {
        for (int i = 0; i < names.size(); i++) {
            CanonicalColumn column = columns.columns().get(i);
            if (column.inEveryRecord() && !seen.contains(names.get(i))) {
                throw new Failure(
                        ErrorCategory.INPUT,
                        "Cannot read " + file.location() + ": no record has the key '" + names.get(i) + "', found "
                                + seen.stream().sorted().toList() + "; map it with columns." + column.key());
            }
        }
    }
}
