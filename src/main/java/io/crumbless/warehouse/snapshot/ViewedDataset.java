package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.warehouse.dataset.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dataset that views are made of, as its own files describe it: what was written is what readers see.
 *
 * @param folder below the snapshot, {@code extracts/personal_offers}
 * @param columns in their order, each with its description; a struct is one column
 */
record ViewedDataset(String folder, List<Described> columns) {
    ViewedDataset {
        columns = List.copyOf(columns);
    }

    /** A column of the view; the description is empty where the file has none. */
    record Described(String name, String description) {}

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
        List<Described> columns = table.fields().stream()
                .map(field -> field.path())
                .filter(path -> path.indexOf('.') < 0)
                .map(name -> new Described(name, footer.getOrDefault(TableSchema.DESCRIPTION_KEY + name, "")))
                .toList();
        return new ViewedDataset(folder, columns);
    }

    /** What the view is called: {@code extracts_personal_offers}. */
    String view() {
        return folder.replace('/', '_');
    }

    /** What a row is. */
    String description() {
        if (folder.startsWith(Layout.EXTRACTS + "/")) {
            return "Profiles cut to what the purpose " + folder.substring(Layout.EXTRACTS.length() + 1) + " may use";
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
