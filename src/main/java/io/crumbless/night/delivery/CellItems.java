package io.crumbless.night.delivery;

import io.crumbless.columnar.text.JsonItems;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.KeyWatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Converts the items of a list or map, in JSON in one column of another format or a table, to rows. Anything else in
 * the column may be a withdrawal, as in JSON records.
 */
final class CellItems implements RowSink {
    private final JsonItems items;
    private final List<JsonItems.Column> columns;

    /** Columns of the mapping that are read; -1 for those in the cell. */
    private final int[] delivered;

    /** Whether a column identifies records, and so must be a single text. */
    private final boolean[] keys;

    private final int cell;
    private final ActionWords actions;
    private final RowSink sink;

    /** @param sink receives rows with the columns of the mapping */
    CellItems(StatementMapping mapping, RowSink sink) {
        this.items = new JsonItems(mapping.items());
        this.sink = sink;
        this.actions = mapping.columns().actions();
        List<String> read = mapping.delivered().deliveredNames();
        List<String> names = mapping.columns().deliveredNames();
        this.columns = names.stream().map(items::column).toList();
        this.cell = read.indexOf(items.root());
        this.delivered = names.stream()
                .mapToInt(name -> items.column(name).isOfItem() ? -1 : read.indexOf(name))
                .toArray();
        this.keys = new boolean[names.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = mapping.columns().keys().contains(names.get(i));
        }
    }

    @Override
    public void row(long position, @Nullable String[] texts) {
        String held = texts[cell];
        String text = held == null ? "" : held.strip();
        JsonValue parsed = text.isEmpty() ? null : JsonLines.parse(text).orElse(null);
        boolean broken = parsed == null && begins(text);
        // Text that is not JSON is treated like a string in JSON.
        JsonValue root = parsed == null && !text.isEmpty() && !broken ? new JsonValue.Scalar(text) : parsed;
        JsonItems.Fields cellOnly = name -> name.equals(items.root()) ? root : null;
        List<@Nullable String[]> rows = new ArrayList<>();
        if (items.areMisshapen(cellOnly, columns, !actions.allDeclare())) {
            sink.misshapen(position, ofRecord(texts), true);
        } else if (broken || !addItems(cellOnly, texts, rows)) {
            sink.misshapen(position, ofRecord(texts), mayWithdraw(texts));
        } else {
            handOn(position, texts, rows);
        }
    }

    /** Whether it is the beginning of a list or a map, which may be truncated. */
    private static boolean begins(String text) {
        return text.startsWith("[") || text.startsWith("{");
    }

    private void handOn(long position, @Nullable String[] texts, List<@Nullable String[]> rows) {
        if (rows.isEmpty()) {
            sink.noItems(position, ofRecord(texts));
        }
        rows.forEach(row -> sink.row(position, row));
        sink.recordEnds();
    }

    /** As for an unreadable line of JSON: whether anything in the record indicates a withdrawal. */
    private boolean mayWithdraw(@Nullable String[] texts) {
        return Arrays.stream(texts).filter(Objects::nonNull).anyMatch(actions::mayStandIn);
    }

    /**
     * False if one of them cannot be read: a column contains an object, a list of anything but scalars, or a key is a
     * list.
     */
    private boolean addItems(JsonItems.Fields cellOnly, @Nullable String[] texts, List<@Nullable String[]> rows) {
        for (JsonItems.Item item : items.of(cellOnly)) {
            @Nullable String[] row = ofRecord(texts);
            for (int i = 0; i < row.length; i++) {
                JsonValue value = delivered[i] < 0 ? item.value(columns.get(i)) : null;
                if (value instanceof JsonValue.Struct
                        || (value instanceof JsonValue.Items list && (keys[i] || !isPlain(list)))) {
                    return false;
                }
                row[i] = value == null ? row[i] : value.text();
            }
            rows.add(row);
        }
        return true;
    }

    private static boolean isPlain(JsonValue.Items list) {
        return list.items().stream().allMatch(JsonValue.Scalar.class::isInstance);
    }

    private @Nullable String[] ofRecord(@Nullable String[] texts) {
        @Nullable String[] row = new @Nullable String[delivered.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = delivered[i] < 0 ? null : texts[delivered[i]];
        }
        return row;
    }

    @Override
    public void malformed(long position, boolean mayWithdraw) {
        sink.malformed(position, mayWithdraw);
    }

    @Override
    public void keys(KeyWatch watch) {
        sink.keys(watch);
    }
}
