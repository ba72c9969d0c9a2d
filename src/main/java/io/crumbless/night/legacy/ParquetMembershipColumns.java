package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resolves the columns that a membership source maps in a Parquet file. */
final class ParquetMembershipColumns {
    private ParquetMembershipColumns() {}

    /** A column of a wide source, and the name by which its values are classified. */
    record WideValue(String column, String name) {}

    /** Opens a file and checks that it has the columns that the source maps, with lists where the source expects lists. */
    static ParquetTable open(MembershipSource source, FileEntry file) {
        ParquetTable table = ParquetColumns.open(source.files(), file);
        require(table, source, file);
        return table;
    }

    static void require(ParquetTable table, MembershipSource source, FileEntry file) {
        ParquetColumns.require(table, source.files(), file, wanted(source));
        String listPrefix = source.shape() == Shape.LIST ? source.segments().orElse("") : "";
        for (WantedColumn column : wanted(source)) {
            boolean ofItems = !listPrefix.isEmpty()
                    && (column.name().equals(listPrefix) || column.name().startsWith(listPrefix + "."));
            boolean mayBeEither = column.key().equals("values") || column.key().equals("value");
            boolean isList = ParquetColumns.find(table, column.name())
                    .map(ColumnInfo::list)
                    .orElse(ofItems);
            if (isList != ofItems && !(mayBeEither && !ofItems)) {
                throw new Failure(
                        ErrorCategory.INPUT,
                        "Unsupported column '" + column.name() + "' in " + file.location() + " of legacy source '"
                                + source.name() + "': it is " + (isList ? "a list" : "no list") + ", but columns."
                                + column.key() + " needs " + (ofItems ? "a list" : "one value") + " in each row");
            }
        }
    }

    /** Every mapped column by its name in the file; for a list of structs the field, not the list. */
    static List<WantedColumn> wanted(MembershipSource source) {
        List<WantedColumn> wanted = new ArrayList<>(new MembershipColumns(source).wanted());
        boolean named = source.segment().isPresent() || source.attribute().isPresent();
        if (source.shape() == Shape.LIST && named) {
            wanted.removeIf(column -> column.key().equals("segments"));
            wanted.add(new WantedColumn(source.attribute().isPresent() ? "attribute" : "segment", source.itemName()));
        }
        source.valueColumns().forEach(column -> item(source, "value", Optional.of(column), wanted));
        item(source, "score", source.score(), wanted);
        item(source, "source-system", source.sourceSystem(), wanted);
        item(source, "collected-by", source.collectedBy(), wanted);
        item(source, "assigned-at", source.assignedAt(), wanted);
        source.itemFilter().columns().forEach(column -> wanted.add(new WantedColumn(WantedColumn.WHERE, column)));
        return wanted;
    }

    private static void item(MembershipSource source, String key, Optional<String> column, List<WantedColumn> wanted) {
        if (MembershipColumns.itemField(source, column).isPresent()) {
            wanted.add(new WantedColumn(key, column.orElse("")));
        }
    }

    /** The columns of a wide source that hold values: the mapped ones, otherwise all that are neither mapped nor ignored. */
    static List<WideValue> wideValues(ParquetTable table, MembershipSource source, FileEntry file) {
        List<WideValue> values = new ArrayList<>();
        if (!source.values().isEmpty()) {
            source.values().forEach((column, name) -> values.add(new WideValue(column, name)));
            return values;
        }
        Set<String> mapped = new HashSet<>();
        wanted(source).forEach(column -> mapped.add(column.name()));
        mapped.addAll(source.files().columns().ignored());
        for (ColumnInfo column : table.columns()) {
            if (mapped.contains(column.name()) || ParquetColumns.isPartOfMap(table, column.name())) {
                continue;
            }
            if (column.kind() == ColumnKind.UNSUPPORTED) {
                throw ParquetColumns.unreadable(source.files(), file, column, "values, so that it can be left out");
            }
            values.add(new WideValue(column.name(), column.name()));
        }
        return values;
    }
}
