package io.crumbless.columnar.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of a list or map inside a JSON record, with the surrounding fields.
 *
 * <p>A path consists of names separated by dots. Lists on the path are followed item by item. {@code *} matches every
 * key of an object, whose name is then its {@value #KEY}: {@code segments.*.*} are the entries of a map of maps, {@code
 * segments.*.*.@key} their names.
 */
public final class JsonItems {
    /** After the path of a map's entries: the name of the entry. */
    public static final String KEY = "@key";

    private static final String EVERY = "*";

    private final List<String> steps;
    private final List<String> prefixes = new ArrayList<>();

    /** @param path of the list or the entries; empty for the record itself */
    public JsonItems(String path) {
        this.steps = path.isEmpty() ? List.of() : List.of(path.split("\\.", -1));
        StringBuilder prefix = new StringBuilder();
        for (String step : steps) {
            prefix.append(prefix.isEmpty() ? "" : ".").append(step);
            prefixes.add(prefix.toString());
        }
    }

    /** The fields of a record, by name. */
    public interface Fields {
        /** Null where there is none of that name. */
        @Nullable
        JsonValue field(String name);
    }

    /** A column of an item, or of the record around it. */
    public static final class Column {
        private final int level;
        private final List<String> names;

        private Column(int level, List<String> names) {
            this.level = level;
            this.names = names;
        }

        /** Whether it may differ for each item of a record. */
        public boolean isOfItem() {
            return level > 0;
        }

        /** The key in the surrounding record, if it is not in an item. */
        private String root() {
            return names.get(0);
        }
    }

    /** The column of a path: in an item if it begins with the path of the items, otherwise in the record. */
    public Column column(String path) {
        for (int level = steps.size(); level > 0; level--) {
            String prefix = prefixes.get(level - 1);
            if (path.equals(prefix)) {
                return new Column(level, List.of());
            }
            if (path.startsWith(prefix + ".")) {
                return new Column(level, List.of(path.substring(prefix.length() + 1)));
            }
        }
        return new Column(0, List.of(path));
    }

    /** The key of the record that contains the items. */
    public String root() {
        return steps.get(0);
    }

    /** Keys of a record that are needed for these columns. */
    public List<String> roots(List<Column> columns) {
        List<String> roots = new ArrayList<>();
        if (!steps.isEmpty()) {
            roots.add(steps.get(0));
        }
        for (Column column : columns) {
            if (column.level == 0) {
                roots.add(column.root());
                roots.add(first(column.root()));
            }
        }
        return roots;
    }

    /** One item. Personal, as the record is. */
    public static final class Item {
        /** By level, starting with the record, which has none of its own. */
        private final @Nullable JsonValue[] values;

        private final @Nullable String[] keys;
        private final Fields record;

        private Item(Fields record, @Nullable JsonValue[] values, @Nullable String[] keys) {
            this.record = record;
            this.values = values;
            this.keys = keys;
        }

        /** Null if the record does not contain it. */
        public @Nullable JsonValue value(Column column) {
            if (column.level == 0) {
                return find(record, column.root());
            }
            JsonValue value = values[column.level];
            if (column.names.isEmpty()) {
                return value;
            }
            String name = column.names.get(0);
            if (name.equals(KEY)) {
                String key = keys[column.level];
                return key == null ? null : new JsonValue.Scalar(key);
            }
            return inside(value, name);
        }
    }

    /** An item for a record without items. */
    public Item around(Fields record) {
        return new Item(record, new @Nullable JsonValue[steps.size() + 1], new @Nullable String[steps.size() + 1]);
    }

    /** The items of a record, in order; none if the list is empty, null, blank or missing. */
    public List<Item> of(Fields record) {
        List<Item> items = new ArrayList<>();
        JsonValue root = steps.isEmpty() ? null : record.field(steps.get(0));
        if (!isNothing(root)) {
            unfold(around(record), 0, root, null, items);
        }
        return items;
    }

    /**
     * Whether something in place of the items is read as none, or as one without fields: a text with JSON, a word, an
     * object with other keys. A key that is missing, null or blank, and an empty list, are no such case.
     *
     * @param columns columns read from the items
     * @param each whether every item of a list must have one of them; false if one such item per record suffices. A map
     *     may contain other entries in any case
     */
    public boolean areMisshapen(Fields record, List<Column> columns, boolean each) {
        Shapes shapes = new Shapes(
                columns.stream()
                        .filter(column -> column.level == steps.size() && !column.names.contains(KEY))
                        .toList(),
                each);
        if (!steps.isEmpty()) {
            shapes.look(0, record.field(steps.get(0)));
        }
        return shapes.other || (shapes.without && !shapes.with);
    }

    /** The shapes found in place of the items of one record. */
    private final class Shapes {
        private final List<Column> columns;
        private final boolean each;
        private boolean with;
        private boolean without;
        private boolean other;

        Shapes(List<Column> columns, boolean each) {
            this.columns = columns;
            this.each = each;
        }

        void look(int level, @Nullable JsonValue value) {
            if (value instanceof JsonValue.Items list) {
                list.items().forEach(item -> look(level, item));
            } else if (isNothing(value)) {
                return;
            } else if (level + 1 == steps.size()) {
                item(value, isEntry(level));
            } else if (value instanceof JsonValue.Struct struct) {
                step(level + 1, struct);
            } else if (steps.get(level).equals(EVERY) && !each) {
                without = true;
            } else {
                other = true;
            }
        }

        private void step(int level, JsonValue.Struct struct) {
            if (steps.get(level).equals(EVERY)) {
                struct.fields().values().forEach(field -> look(level, field));
            } else {
                look(level, struct.fields().get(steps.get(level)));
            }
        }

        private void item(@Nullable JsonValue item, boolean entry) {
            if (!hasNone(item, columns)) {
                with = true;
            } else if (entry || (!each && item instanceof JsonValue.Struct)) {
                without = true;
            } else {
                other = true;
            }
        }
    }

    /** Whether a non-empty item has none of the fields that are read. */
    private static boolean hasNone(@Nullable JsonValue item, List<Column> columns) {
        boolean empty =
                item instanceof JsonValue.Struct struct && struct.fields().isEmpty();
        return !empty
                && !columns.isEmpty()
                && columns.stream()
                        .noneMatch(column -> column.names.isEmpty() || inside(item, column.names.get(0)) != null);
    }

    private static boolean isNothing(@Nullable JsonValue value) {
        return value == null || value instanceof JsonValue.Null || isBlank(value);
    }

    private static boolean isBlank(JsonValue value) {
        return value instanceof JsonValue.Scalar scalar && scalar.text().isBlank();
    }

    private void follow(Item outer, int level, @Nullable JsonValue at, List<Item> items) {
        if (level == steps.size()) {
            items.add(outer);
            return;
        }
        String step = steps.get(level);
        if (step.equals(EVERY) && at instanceof JsonValue.Struct map) {
            map.fields().forEach((key, value) -> unfold(outer, level, value, key, items));
        } else if (at instanceof JsonValue.Struct struct
                && !isNothing(struct.fields().get(step))) {
            unfold(outer, level, struct.fields().get(step), null, items);
        }
    }

    private void unfold(Item outer, int level, @Nullable JsonValue value, @Nullable String key, List<Item> items) {
        if (value instanceof JsonValue.Items list) {
            list.items().forEach(item -> unfold(outer, level, item, key, items));
        } else if (value != null && !(value instanceof JsonValue.Null && !isEntry(level))) {
            @Nullable JsonValue[] values = outer.values.clone();
            @Nullable String[] keys = outer.keys.clone();
            values[level + 1] = value;
            keys[level + 1] = key;
            follow(new Item(outer.record, values, keys), level + 1, value, items);
        }
    }

    /** Whether a step leads to an entry of a map that is an item: one without value is an item too. */
    private boolean isEntry(int level) {
        return level + 1 == steps.size() && steps.get(level).equals(EVERY);
    }

    /**
     * A key with exactly that name takes precedence over a field {@code b} of an object {@code a} with the path {@code
     * a.b}.
     */
    private static @Nullable JsonValue find(Fields record, String name) {
        JsonValue value = record.field(name);
        int dot = name.indexOf('.');
        return value != null || dot < 0 ? value : inside(record.field(first(name)), name.substring(dot + 1));
    }

    /** The field of an object; {@code a.b} is that of a nested object; null if there is none. */
    public static @Nullable JsonValue inside(@Nullable JsonValue outer, String name) {
        if (!(outer instanceof JsonValue.Struct struct)) {
            return null;
        }
        JsonValue value = struct.fields().get(name);
        int dot = name.indexOf('.');
        return value != null || dot < 0 ? value : inside(struct.fields().get(first(name)), name.substring(dot + 1));
    }

    private static String first(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }
}
