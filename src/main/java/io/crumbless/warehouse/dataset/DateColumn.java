package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import org.jspecify.annotations.Nullable;

/** Writes dates into one column. */
record DateColumn(int leaf) {
    /** @param epochDay days since the epoch; null writes null */
    void write(PartWriter out, @Nullable Integer epochDay) {
        if (epochDay != null) {
            out.day(leaf, epochDay);
        }
    }
}
