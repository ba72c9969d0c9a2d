package io.crumbless.columnar.parquet.write;

/**
 * A column of a part file: optional, single-valued, with values that repeat and with statistics unless said otherwise.
 *
 * @param elementId field id of the items of a list; 0 if it is no list
 * @param required whether every row has a value
 * @param statistics whether smallest and largest value are kept in footer and page index; off for special categories,
 *     where a minimum is a person's value
 * @param recurrence how often values come again; {@link Recurrence#WORDS} only of texts
 */
public record Column(
        String name,
        int fieldId,
        ColumnType type,
        String description,
        int elementId,
        boolean required,
        boolean statistics,
        Recurrence recurrence)
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
        if (recurrence == Recurrence.WORDS && type.base() != ColumnType.Base.TEXT) {
            throw new IllegalArgumentException("Invalid column '" + name + "': only texts are words");
        }
    }

    public static Column of(String name, int fieldId, ColumnType type) {
        return new Column(name, fieldId, type, "", 0, false, true, Recurrence.MAYBE);
    }

    /** A list of values, none of them null. */
    public static Column list(String name, int fieldId, int elementId, ColumnType items) {
        return new Column(name, fieldId, items, "", elementId, false, true, Recurrence.MAYBE);
    }

    public Column describedAs(String text) {
        return new Column(name, fieldId, type, text, elementId, required, statistics, recurrence);
    }

    public Column inEveryRow() {
        return new Column(name, fieldId, type, description, elementId, true, statistics, recurrence);
    }

    public Column withoutStatistics() {
        return new Column(name, fieldId, type, description, elementId, required, false, recurrence);
    }

    public Column hardlyRepeating() {
        return new Column(name, fieldId, type, description, elementId, required, statistics, Recurrence.HARDLY);
    }

    /** Of a column of texts, which are words of a vocabulary. */
    public Column ofWords() {
        return new Column(name, fieldId, type, description, elementId, required, statistics, Recurrence.WORDS);
    }

    public boolean isList() {
        return elementId > 0;
    }
}
