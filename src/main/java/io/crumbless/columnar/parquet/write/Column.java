package io.crumbless.columnar.parquet.write;

/**
 * A column of a part file: optional, single-valued, with repeating values and with statistics unless specified
 * otherwise.
 *
 * @param elementId field id of the items of a list; 0 if it is not a list
 * @param required whether every row has a value
 * @param statistics whether minimum and maximum are written to footer and page index; off for special categories, where
 *     a minimum is a person's value
 * @param repeats whether to try a dictionary; off for ids and timestamps, which differ in each row
 */
public record Column(
        String name,
        int fieldId,
        ColumnType type,
        String description,
        int elementId,
        boolean required,
        boolean statistics,
        boolean repeats)
        implements Field {
    public Column {
        if (name.isBlank() || name.indexOf('.') >= 0) {
            throw new IllegalArgumentException("Invalid column name '" + name + "': it is blank or holds a dot");
        }
        if (fieldId <= 0 || elementId < 0) {
            throw new IllegalArgumentException("Invalid field id of column '" + name + "': it must be 1 or more");
        }
        if (required && elementId > 0) {
            throw new IllegalArgumentException("Invalid column '" + name + "': a list is always optional");
        }
    }

    public static Column of(String name, int fieldId, ColumnType type) {
        return new Column(name, fieldId, type, "", 0, false, true, true);
    }

    /** A list of non-null values. */
    public static Column list(String name, int fieldId, int elementId, ColumnType items) {
        return new Column(name, fieldId, items, "", elementId, false, true, true);
    }

    public Column describedAs(String text) {
        return new Column(name, fieldId, type, text, elementId, required, statistics, repeats);
    }

    public Column inEveryRow() {
        return new Column(name, fieldId, type, description, elementId, true, statistics, repeats);
    }

    public Column withoutStatistics() {
        return new Column(name, fieldId, type, description, elementId, required, false, repeats);
    }

    public Column hardlyRepeating() {
        return new Column(name, fieldId, type, description, elementId, required, statistics, false);
    }

    public boolean isList() {
        return elementId > 0;
    }
}
