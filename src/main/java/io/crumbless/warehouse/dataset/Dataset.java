package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.TableSchema;

/**
 * A dataset of a snapshot: a folder of part files with one schema.
 *
 * @param folder below the snapshot, {@code profiles} or {@code extracts/personal_offers}
 */
public record Dataset(String folder, TableSchema schema) {
    /** Settings of the part files of every dataset: a search for one subject skips row groups without it. */
    public PartSettings settings() {
        return PartSettings.DEFAULT.withBloomFilter(Layout.SUBJECT_ID);
    }
}
