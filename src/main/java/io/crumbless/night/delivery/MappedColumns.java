package io.crumbless.night.delivery;

import io.crumbless.columnar.text.JsonItems;
import io.crumbless.night.delivery.CanonicalColumn.Need;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the columns that a mapping reads, each once, and numbers them. */
final class MappedColumns {
    private final List<CanonicalColumn> columns = new ArrayList<>();
    private final Map<String, String> mapped = new HashMap<>();
    private final Map<String, Integer> byDelivered = new HashMap<>();
    private final Set<String> constants;

    /** @param constants keys of fields that may also be constants */
    MappedColumns(Set<String> constants) {
        this.constants = constants;
    }

    /**
     * The column of a field.
     *
     * @param name its name in the source; empty for the canonical one
     */
    int wantField(CanonicalColumn column, Optional<String> name) {
        String delivered = name.orElse(column.name());
        Integer known = byDelivered.get(delivered);
        if (known != null && name.isPresent()) {
            return known;
        }
        name.ifPresent(given -> mapped.put(column.name(), given));
        columns.add(constants.contains(column.key()) ? column.orIn("constants." + column.key()) : column);
        byDelivered.putIfAbsent(delivered, columns.size() - 1);
        return columns.size() - 1;
    }

    /** Adds a column that is not a field. */
    int want(String delivered, Need need, String setting) {
        Integer known = byDelivered.get(delivered);
        if (known != null) {
            return known;
        }
        String name = delivered;
        while (isTaken(name)) {
            name = setting + "." + name;
        }
        mapped.put(name, delivered);
        columns.add(new CanonicalColumn(name, need, delivered, setting));
        byDelivered.put(delivered, columns.size() - 1);
        return columns.size() - 1;
    }

    /** Adds one of several columns of which each record has at most one, so a file may lack it. */
    int wantOneOf(String delivered) {
        if (byDelivered.containsKey(delivered) || isTaken(delivered)) {
            return want(delivered, Need.SOME, "columns.value");
        }
        columns.add(new CanonicalColumn(delivered, Need.SOME, delivered, "columns.value"));
        byDelivered.put(delivered, columns.size() - 1);
        return columns.size() - 1;
    }

    private boolean isTaken(String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name))
                || DeclarationColumns.ALL.stream()
                        .anyMatch(column -> column.name().equals(name));
    }

    /** The source's name of a column. */
    String delivered(int column) {
        String name = columns.get(column).name();
        return mapped.getOrDefault(name, name);
    }

    /** Keys of columns that a file may lack. */
    Set<String> mayLack() {
        Set<String> keys = new HashSet<>();
        columns.stream().filter(column -> !column.inEveryRecord()).forEach(column -> keys.add(column.key()));
        return keys;
    }

    ColumnMapping mapping(ColumnAllowances allowed, ActionWords actions) {
        return new ColumnMapping(columns, mapped, allowed, actions);
    }

    /** The mapping if items are JSON in one column of a record in another format. */
    static ColumnMapping ofCells(ColumnMapping all, JsonItems items) {
        List<CanonicalColumn> read = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!items.column(all.delivered(i)).isOfItem()) {
                read.add(all.columns().get(i));
            }
        }
        if (read.stream().noneMatch(column -> column.name().equals(items.root()))) {
            read.add(new CanonicalColumn(items.root(), Need.EVERY_RECORD, items.root(), "items"));
        }
        Map<String, String> names = new HashMap<>(all.mapped());
        names.keySet().retainAll(read.stream().map(CanonicalColumn::name).collect(Collectors.toSet()));
        return new ColumnMapping(read, names, all.allowed(), all.actions());
    }
}
