package io.crumbless.night.delivery;

import io.crumbless.columnar.text.JsonItems;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.KeyWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of the items of a list, or a map, that stands as JSON in one column of a file that is no JSON, or of a table. What
 * is no JSON there makes the whole record unreadable.
 */
final class CellItems implements RowSink {
    private final JsonItems items;
    private final List<JsonItems.Column> columns;

    /** Of the columns of the mapping, those that are read; -1 for what stands in the cell. */
    private final int[] delivered;

    private final int cell;
    private final ActionWords actions;
    private final RowSink sink;

    /** @param sink takes rows by the columns of the mapping */
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
    }

    @Override
    public void row(long position, @Nullable String[] texts) {
        String text = texts[cell];
        Optional<JsonValue> root =
                text == null || text.isBlank() ? Optional.of(new JsonValue.Null()) : JsonLines.parse(text.strip());
        List<@Nullable String[]> rows = new ArrayList<>();
        boolean readable = root.isPresent() && addItems(root.get(), texts, rows);
        if (!readable) {
            sink.misshapen(position, ofRecord(texts), text == null || actions.mayStandIn(text));
            return;
        }
        if (rows.isEmpty()) {
            sink.noItems(position, ofRecord(texts));
        }
        rows.forEach(row -> sink.row(position, row));
        sink.recordEnds();
    }

    /** False where one of them cannot be read, or where no list and no map stands in the cell. */
    private boolean addItems(JsonValue root, @Nullable String[] texts, List<@Nullable String[]> rows) {
        JsonItems.Fields cellOnly = name -> name.equals(items.root()) ? root : null;
        if (items.areMisshapen(cellOnly, columns, !actions.allDeclare())) {
            return false;
        }
        for (JsonItems.Item item : items.of(cellOnly)) {
            @Nullable String[] row = ofRecord(texts);
            for (int i = 0; i < row.length; i++) {
                JsonValue value = delivered[i] < 0 ? item.value(columns.get(i)) : null;
                if (value instanceof JsonValue.Struct || (value instanceof JsonValue.Items list && !isPlain(list))) {
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
