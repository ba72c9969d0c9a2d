package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;

/** Writes numbers of 64 bits into one column. */
record Int64Column(int leaf) {
    void write(PartWriter out, long value) {
        out.whole(leaf, value);
    }
}
