package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Columns whose value stands in the names of the folders that a file lies in, {@code segment=sports}. They count for all its
 * records, where the file has no such column of its own.
 */
public record FoldersOfFile(Map<String, String> columns) {
    public static FoldersOfFile of(FileEntry file) {
        return new FoldersOfFile(file.location().partitions());
    }

    /** Of declarations and requests: a key of a record has to stand in it, and no id of a person belongs into a path. */
    static FoldersOfFile of(FileEntry file, ColumnMapping columns) {
        Map<String, String> kept = new LinkedHashMap<>(file.location().partitions());
        columns.keys().forEach(kept::remove);
        return new FoldersOfFile(kept);
    }

    /** Names of the file's own columns, and of these. */
    public List<String> with(List<String> ofFile) {
        List<String> all = new ArrayList<>(ofFile);
        columns.keySet().stream().filter(name -> !all.contains(name)).forEach(all::add);
        return all;
    }

    /** The value of a column; null where no folder bears it. */
    public @Nullable String value(String column) {
        return columns.get(column);
    }

    /** As {@link #value}, of several columns. */
    @Nullable
    String[] values(List<String> names) {
        return names.stream().map(this::value).toArray(String[]::new);
    }
}
