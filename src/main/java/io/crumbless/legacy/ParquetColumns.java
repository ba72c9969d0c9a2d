package io.crumbless.legacy;

import io.crumbless.parquet.ColumnInfo;
import io.crumbless.parquet.ColumnKind;
import io.crumbless.parquet.ParquetInputException;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.storage.FileEntry;
import java.util.List;
import java.util.Optional;

/** Opens Parquet files of legacy sources: what is wrong with one is the supplier's to mend. */
final class ParquetColumns {
    private ParquetColumns() {}

    /**
     * The file, as it was listed, with the wanted columns in it.
     *
     * @throws Failure for the supplier
     */
    static ParquetTable open(LegacyFiles source, FileEntry file, List<WantedColumn> wanted) {
        ParquetTable table = open(source, file);
        for (WantedColumn column : wanted) {
            Optional<ColumnInfo> found = find(table, column.name());
            if (found.isEmpty()) {
                List<String> names =
                        table.columns().stream().map(ColumnInfo::name).toList();
                throw DeliveredRows.missing(source, file, column, "found " + names);
            }
            if (found.get().kind() == ColumnKind.UNSUPPORTED) {
                throw unreadable(source, file, found.get(), "columns." + column.key());
            }
        }
        return table;
    }

    static ParquetTable open(LegacyFiles source, FileEntry file) {
        DeliveredRows.requireUnchanged(source, file);
        try {
            return ParquetTable.open(file.location());
        } catch (ParquetInputException e) {
            throw failure(source, e);
        }
    }

    static Optional<ColumnInfo> find(ParquetTable table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    static Failure unreadable(LegacyFiles source, FileEntry file, ColumnInfo column, String key) {
        return new Failure(
                Actor.SUPPLIER,
                "Unsupported column '" + column.name() + "' in " + file.location() + " of legacy source '"
                        + source.name() + "': its type is " + column.type() + "; map another column with " + key);
    }

    static Failure failure(LegacyFiles source, ParquetInputException e) {
        return new Failure(Actor.SUPPLIER, e.getMessage() + " (legacy source '" + source.name() + "')", e);
    }
}
