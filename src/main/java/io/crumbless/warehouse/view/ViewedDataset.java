package io.crumbless.warehouse.view;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Warehouse;
import io.crumbless.warehouse.view.ViewedType.ListOf;
import io.crumbless.warehouse.view.ViewedType.Scalar;
import io.crumbless.warehouse.view.ViewedType.StructOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dataset that views read, described by its own files.
 *
 * @param folder below the snapshot, {@code extracts/personal_offers}
 * @param columns in their order
 * @param channelColumn for an extract, the column with the person's preferred channel
 */
record ViewedDataset(String folder, List<ViewedColumn> columns, Optional<String> channelColumn) {
    ViewedDataset {
        columns = List.copyOf(columns);
    }

    /** All datasets of the current snapshot, in the order of its manifest. */
    static List<ViewedDataset> ofCurrent(Warehouse warehouse) {
        String runId = warehouse.current().orElseThrow();
        Map<String, String> firstFiles = new LinkedHashMap<>();
        warehouse.manifest(runId).outputs().forEach(output -> firstFiles.putIfAbsent(output.dataset(), output.file()));
        List<ViewedDataset> all = new ArrayList<>();
        firstFiles.forEach((folder, file) ->
                all.add(of(folder, ParquetTable.open(warehouse.snapshot(runId).resolve(file)))));
        return all;
    }

    private static ViewedDataset of(String folder, ParquetTable table) {
        Map<String, String> footer = table.metadata();
        List<ViewedColumn> columns = table.fields().stream()
                .map(field -> field.path())
                .filter(path -> path.indexOf('.') < 0)
                .map(name -> new ViewedColumn(
                        name, footer.getOrDefault(TableSchema.DESCRIPTION_KEY + name, ""), type(name, table)))
                .toList();
        return new ViewedDataset(folder, columns, Optional.ofNullable(footer.get(Layout.CHANNEL_KEY)));
    }

    private static ViewedType type(String name, ParquetTable table) {
        String below = name + ".";
        List<ViewedColumn> fields = table.columns().stream()
                .filter(column -> column.name().startsWith(below))
                .map(column -> new ViewedColumn(column.name().substring(below.length()), "", type(column)))
                .toList();
        return fields.isEmpty() ? type(table.column(name)) : new StructOf(fields);
    }

    private static ViewedType type(ColumnInfo column) {
        return column.list() ? new ListOf(Scalar.of(column)) : Scalar.of(column);
    }

    /** Columns with values whose lineage is in the next column. */
    List<ViewedColumn> values() {
        return columns.stream().filter(column -> lineage(column).isPresent()).toList();
    }

    /** The fields of the lineage of a column; empty if it has none. */
    Optional<List<ViewedColumn>> lineage(ViewedColumn value) {
        return columns.stream()
                .filter(column -> column.name().equals(value.name() + Layout.LINEAGE_SUFFIX))
                .map(column -> column.type() instanceof StructOf struct ? struct.fields() : List.<ViewedColumn>of())
                .findFirst();
    }

    /** The purpose of an extract; empty for other datasets. */
    Optional<String> purpose() {
        return folder.startsWith(Layout.EXTRACTS + "/")
                ? Optional.of(folder.substring(Layout.EXTRACTS.length() + 1))
                : Optional.empty();
    }

    /** The name of its view: {@code extracts_personal_offers}. */
    String view() {
        return folder.replace('/', '_');
    }

    /** A description of its rows. */
    String description() {
        if (purpose().isPresent()) {
            return "Profiles cut to what the purpose " + purpose().get() + " may use";
        }
        return switch (folder) {
            case Layout.PROFILES ->
                "One row for each person with at least one value; more than any one purpose may use";
            case Layout.DECLARATIONS -> "The evidence log: what people declared and withdrew, and what became of it";
            case Layout.CONTACT_MOMENTS -> "When people asked to be contacted";
            case Layout.REMOVALS -> "How many legacy values were removed, by person, source and origin";
            case Layout.REFUSALS -> "Records that were refused or quarantined, and why";
            default -> folder;
        };
    }
}
