package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;

/** Writes 64-bit integers into one column. */
record Int64Column(int leaf) {
    void write(PartWriter out, long value) {
        out.whole(leaf, value);
    }
}
