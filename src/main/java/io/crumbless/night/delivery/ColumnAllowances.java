package io.crumbless.night.delivery;

import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a source specifies about its columns besides their names; the keys {@code optional} and {@code ignore-columns}
 * of a source, and of a legacy source {@code where}.
 *
 * @param optional keys of columns that a file may lack; they are treated as empty
 * @param ignored columns that are deliberately not read
 * @param where which rows count, by words in columns
 * @param meant suspicious properties that are intended
 */
public record ColumnAllowances(Set<String> optional, Set<String> ignored, RowFilter where, Set<AsDelivered> meant) {
    /** Every mapped column is required, and unread columns are reported. */
    public static final ColumnAllowances NONE = new ColumnAllowances(Set.of(), Set.of());

    /** For a source without filter. */
    public ColumnAllowances(Set<String> optional, Set<String> ignored) {
        this(optional, ignored, RowFilter.NONE, Set.of());
    }

    public ColumnAllowances {
        optional = Set.copyOf(optional);
        ignored = Set.copyOf(ignored);
        meant = Set.copyOf(meant);
    }

    /**
     * Mapped columns with their own names, and those of the filter.
     *
     * @param keys under which {@code columns} maps them, by the name of the source
     */
    public List<CanonicalColumn> andWhere(Map<String, String> keys) {
        Map<String, String> all = new LinkedHashMap<>(keys);
        where.columns().forEach(column -> all.putIfAbsent(column, column));
        List<CanonicalColumn> columns = new ArrayList<>();
        all.forEach((name, key) -> columns.add(CanonicalColumn.named(name, key)));
        return columns;
    }

    /** The same with other column names. */
    public ColumnAllowances named(UnaryOperator<String> names) {
        return new ColumnAllowances(optional, ignored, where.named(names), meant);
    }

    /**
     * Reads the keys; problems are added to those of the source.
     *
     * @param mayLack keys that a file may lack
     */
    public static ColumnAllowances read(YamlMapping source, Set<String> mayLack) {
        Set<String> optional = texts(source, "optional");
        for (String key : optional) {
            if (!mayLack.contains(key)) {
                source.problem(
                        "optional",
                        "Invalid " + source.name("optional") + " '" + key + "': "
                                + (mayLack.isEmpty()
                                        ? "every file needs all columns that are mapped"
                                        : "of the columns that are mapped a file can do without "
                                                + mayLack.stream().sorted().toList()));
            }
        }
        return new ColumnAllowances(
                optional, texts(source, "ignore-columns"), RowFilter.NONE, AsDelivered.read(source));
    }

    /** As {@link #read(YamlMapping, Set)}, with {@code where}, whose columns a file may lack too. */
    public static ColumnAllowances readWithFilter(YamlMapping source, Set<String> mayLack) {
        RowFilter where = RowFilter.read(source);
        Set<String> all = new LinkedHashSet<>(mayLack);
        all.addAll(where.columns());
        ColumnAllowances read = read(source, all);
        return new ColumnAllowances(read.optional(), read.ignored(), where, read.meant());
    }

    private static Set<String> texts(YamlMapping source, String key) {
        List<SettingText> written = source.texts(key);
        Set<String> texts = new LinkedHashSet<>();
        written.forEach(text -> texts.add(text.text()));
        return texts;
    }
}
