package io.crumbless.columnar.parquet.read;

import io.crumbless.columnar.storage.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads entire columns of a file as text: {@code null} for a null, {@code [a, b]} for a list. */
public final class Reading {
    private Reading() {}

    public static List<String> column(Path file, String column) {
        return column(ParquetTable.open(Location.of(file)), column);
    }

    public static List<String> column(ParquetTable table, String column) {
        List<String> texts = new ArrayList<>();
        for (int group = 0; group < table.rowGroups(); group++) {
            try (RowGroupReader reader = table.rowGroup(group, List.of(column))) {
                ColumnCursor cursor = reader.column(column);
                while (cursor.next()) {
                    texts.add(text(cursor));
                }
            }
        }
        return texts;
    }

    public static String text(ColumnCursor cursor) {
        if (cursor.isNull()) {
            return "null";
        }
        if (!cursor.info().list()) {
            return String.valueOf(cursor.text());
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < cursor.listSize(); i++) {
            cursor.item(i);
            items.add(cursor.isNull() ? "null" : String.valueOf(cursor.text()));
        }
        return items.toString();
    }
}
