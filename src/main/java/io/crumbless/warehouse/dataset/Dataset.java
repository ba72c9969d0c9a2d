package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.TableSchema;

/**
 * One dataset of a snapshot: a folder of part files with one schema.
 *
 * @param folder below the snapshot, {@code profiles} or {@code extracts/personal_offers}
 */
public record Dataset(String folder, TableSchema schema) {
    /** How part files of every dataset are laid out: a search for one subject skips the row groups without it. */
    public PartSettings settings() {
        return PartSettings.DEFAULT.withBloomFilter(Layout.SUBJECT_ID);
    }
}
