package io.crumbless.night.gather;

import io.crumbless.columnar.parquet.write.PartColumns;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Datasets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The columns of all datasets with the memory of their values, reused for one range after another. */
final class ShardColumns {
    private final Map<String, PartColumns> byFolder = new HashMap<>();

    ShardColumns(Datasets datasets) {
        for (Dataset dataset : datasets.all()) {
            byFolder.put(dataset.folder(), new PartColumns(dataset.schema(), datasets.settings(dataset)));
        }
    }

    PartColumns of(Dataset dataset) {
        return Objects.requireNonNull(byFolder.get(dataset.folder()), "a dataset of another policy");
    }
}
