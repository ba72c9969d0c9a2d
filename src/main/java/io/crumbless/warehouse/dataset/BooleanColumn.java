package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;

/** Writes booleans into one column. */
record BooleanColumn(int leaf) {
    void write(PartWriter out, boolean value) {
        out.flag(leaf, value);
    }
}
