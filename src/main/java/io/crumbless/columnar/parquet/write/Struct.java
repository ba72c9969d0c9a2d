package io.crumbless.columnar.parquet.write;

import java.util.List;

/** An optional struct of columns; structs do not nest. */
public record Struct(String name, int fieldId, String description, List<Column> columns) implements Field {
    public Struct {
        columns = List.copyOf(columns);
        if (name.isBlank() || name.indexOf('.') >= 0) {
            throw new IllegalArgumentException("Invalid struct name '" + name + "': it is blank or holds a dot");
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Invalid struct '" + name + "': it has no columns");
        }
    }

    public static Struct of(String name, int fieldId, List<Column> columns) {
        return new Struct(name, fieldId, "", columns);
    }

    public Struct describedAs(String text) {
        return new Struct(name, fieldId, text, columns);
    }

    /** Index of the column at a dotted path; -1 if there is none. */
    int indexOf(String path) {
        boolean inside = path.startsWith(name) && path.indexOf('.') == name.length();
        for (int i = 0; inside && i < columns.size(); i++) {
            String column = columns.get(i).name();
            if (path.length() == name.length() + 1 + column.length() && path.endsWith(column)) {
                return i;
            }
        }
        return -1;
    }
}
