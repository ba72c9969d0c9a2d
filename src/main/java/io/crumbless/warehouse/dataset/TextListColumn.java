package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import java.util.List;

/** Writes lists of texts into one column. */
record TextListColumn(int leaf) {
    void write(PartWriter out, List<String> values) {
        out.texts(leaf, values);
    }
}
