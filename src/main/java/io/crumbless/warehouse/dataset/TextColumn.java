package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import org.jspecify.annotations.Nullable;

/** Writes texts into one column. */
record TextColumn(int leaf) {
    /** @param value null writes null */
    void write(PartWriter out, @Nullable String value) {
        if (value != null) {
            out.text(leaf, value);
        }
    }
}
