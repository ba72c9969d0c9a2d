package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import org.jspecify.annotations.Nullable;

/** Writes texts into one column. */
record TextColumn(int leaf) {
    /** @param value null leaves the column without one */
    void write(PartWriter out, @Nullable String value) {
        if (value != null) {
            out.text(leaf, value);
        }
    }
}
