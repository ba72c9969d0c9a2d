package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import org.jspecify.annotations.Nullable;

/** Writes days into one column. */
record DateColumn(int leaf) {
    /** @param epochDay days since the epoch; null leaves the column without one */
    void write(PartWriter out, @Nullable Integer epochDay) {
        if (epochDay != null) {
            out.day(leaf, epochDay);
        }
    }
}
