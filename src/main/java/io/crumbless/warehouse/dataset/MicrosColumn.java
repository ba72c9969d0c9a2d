package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;

/** Writes timestamps into one column. */
record MicrosColumn(int leaf) {
    /** @param epochMicros microseconds since the epoch, UTC */
    void write(PartWriter out, long epochMicros) {
        out.micros(leaf, epochMicros);
    }
}
