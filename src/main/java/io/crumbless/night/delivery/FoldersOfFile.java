package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.ColumnNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Columns whose values are in the names of a file's folders, {@code segment=sports} (Hive partitions). They apply to
 * all records of a file without such a column.
 */
public record FoldersOfFile(Map<String, String> columns) {
    public static FoldersOfFile of(FileEntry file) {
        return new FoldersOfFile(file.location().partitions());
    }

    /**
     * For declarations and requests: without the keys of records, which must be in the record, since paths must not
     * contain ids of people.
     */
    static FoldersOfFile of(FileEntry file, ColumnMapping columns) {
        Map<String, String> kept = new LinkedHashMap<>(file.location().partitions());
        columns.keys().forEach(key -> kept.keySet().removeIf(name -> ColumnNames.find(List.of(name), key) != null));
        return new FoldersOfFile(kept);
    }

    /** Names of the file's columns, followed by these. */
    public List<String> with(List<String> ofFile) {
        List<String> all = new ArrayList<>(ofFile);
        columns.keySet().stream()
                .filter(name -> ColumnNames.find(ofFile, name) == null)
                .forEach(all::add);
        return all;
    }

    /** The value of a column, whose name is compared as those of columns in files; null if no folder has it. */
    public @Nullable String value(String column) {
        if (columns.isEmpty() || columns.containsKey(column)) {
            return columns.get(column);
        }
        String name = ColumnNames.find(List.copyOf(columns.keySet()), column);
        return name == null ? null : columns.get(name);
    }

    /** As {@link #value}, for several columns. */
    @Nullable
    String[] values(List<String> names) {
        return names.stream().map(this::value).toArray(String[]::new);
    }
}
