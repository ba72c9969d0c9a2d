package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.ColumnNames;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens Parquet files of legacy sources. Faults in a file are reported as failures of the supplier. */
final class ParquetColumns {
    private ParquetColumns() {}

    /**
     * Opens the file and checks that it is unchanged since it was listed and has the wanted columns.
     *
     * @throws Failure for the supplier
     */
    static ParquetTable open(LegacyFiles source, FileEntry file, List<WantedColumn> wanted) {
        ParquetTable table = open(source, file);
        require(table, source, file, wanted);
        return table;
    }

    /** @throws Failure for the supplier if the file lacks wanted columns, or they cannot be read */
    static void require(ParquetTable table, LegacyFiles source, FileEntry file, List<WantedColumn> wanted) {
        for (WantedColumn column : wanted) {
            Optional<ColumnInfo> found = find(table, column.name());
            if (found.isEmpty() && (source.mayLack(column) || column.inFoldersOf(file) != null)) {
                continue;
            }
            if (found.isEmpty()) {
                map(table, column.name()).ifPresent(map -> {
                    throw unreadable(source, file, map, "columns." + column.key());
                });
                List<String> names =
                        table.columns().stream().map(ColumnInfo::name).toList();
                throw DeliveredRows.missing(source, file, column, "found " + names);
            }
            if (found.get().kind() == ColumnKind.UNSUPPORTED) {
                throw unreadable(source, file, found.get(), "columns." + column.key());
            }
        }
    }

    /** @throws Failure for the supplier if a wanted column is a list */
    static void requireOneValue(ParquetTable table, LegacyFiles source, FileEntry file, List<WantedColumn> wanted) {
        for (WantedColumn column : wanted) {
            find(table, nameIn(table, column.name())).filter(ColumnInfo::list).ifPresent(list -> {
                throw new Failure(
                        ErrorCategory.INPUT,
                        "Unsupported column '" + list.name() + "' in " + file.location() + " of legacy source '"
                                + source.name() + "': it is a list, but columns." + column.key()
                                + " needs one value in each row");
            });
        }
    }

    static ParquetTable open(LegacyFiles source, FileEntry file) {
        DeliveredRows.requireUnchanged(source, file);
        try {
            return ParquetTable.open(file.location());
        } catch (ParquetInputException e) {
            throw failure(source, e);
        }
    }

    /**
     * The source adapted to one file: without optional columns that the file lacks, and with column names as spelt in
     * the file.
     */
    static MembershipSource asIn(MembershipSource source, FileEntry file) {
        return source.files().format() == Format.PARQUET ? asIn(source, file, open(source.files(), file)) : source;
    }

    /** Like {@link #asIn(MembershipSource, FileEntry)}, for an open file. */
    static MembershipSource asIn(MembershipSource mapped, FileEntry file, ParquetTable table) {
        MembershipSource source = mapped.named(name -> nameIn(table, name));
        if (source.files().columns().optional().isEmpty()) {
            return source;
        }
        Set<String> missing = new HashSet<>();
        for (WantedColumn column : ParquetMembershipColumns.wanted(source)) {
            if (source.files().mayLack(column)
                    && find(table, column.name()).isEmpty()
                    && column.inFoldersOf(file) == null) {
                missing.add(column.name());
            }
        }
        if (!missing.isEmpty()
                && missing.containsAll(source.values().keySet())
                && !source.values().isEmpty()) {
            // An empty list would mean that all columns count.
            throw DeliveredRows.missing(
                    source.files(),
                    file,
                    new WantedColumn(
                            WantedColumn.VALUES,
                            source.values().keySet().iterator().next()),
                    "and so are all others of its values");
        }
        return source.without(missing);
    }

    /**
     * The spelling in the file of a column, or of the list or struct that contains it; the given name if the file has
     * no such column.
     */
    static String nameIn(ParquetTable table, String name) {
        List<String> names = table.columns().stream().map(ColumnInfo::name).toList();
        String found = ColumnNames.find(names, name);
        if (found != null) {
            return found;
        }
        List<String> outer = names.stream()
                .filter(one -> one.regionMatches(true, 0, name + ".", 0, name.length() + 1))
                .map(one -> one.substring(0, name.length()))
                .distinct()
                .toList();
        return outer.size() == 1 ? outer.get(0) : name;
    }

    static Optional<ColumnInfo> find(ParquetTable table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    /**
     * Whether the column has a temporal type; its values are then read by that type, whatever form the source declares.
     */
    static boolean isTime(ColumnInfo column) {
        return column.kind() == ColumnKind.TIMESTAMP || column.kind() == ColumnKind.DATE;
    }

    /** Whether a column holds the keys or values of a map; the map is also listed under its own name. */
    static boolean isPartOfMap(ParquetTable table, String name) {
        return map(table, name).isPresent();
    }

    private static Optional<ColumnInfo> map(ParquetTable table, String name) {
        return table.columns().stream()
                .filter(column -> column.type().equals("MAP") && name.startsWith(column.name() + "."))
                .findFirst();
    }

    static Failure unreadable(LegacyFiles source, FileEntry file, ColumnInfo column, String key) {
        return new Failure(
                ErrorCategory.INPUT,
                "Unsupported column '" + column.name() + "' in " + file.location() + " of legacy source '"
                        + source.name() + "': its type is " + column.type() + "; map another column with " + key
                        + (column.type().equals("MAP") ? entries(column) : ""));
    }

    private static String entries(ColumnInfo map) {
        return ", or read its entries with 'shape: list', segments: " + map.name() + ", attribute: " + map.name()
                + ".key, value: " + map.name() + ".value";
    }

    static Failure failure(LegacyFiles source, ParquetInputException e) {
        return new Failure(ErrorCategory.INPUT, e.getMessage() + " (legacy source '" + source.name() + "')", e);
    }
}
