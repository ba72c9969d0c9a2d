package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import org.jspecify.annotations.Nullable;

/** Writes moments into one column. */
record MicrosColumn(int leaf) {
    /** @param epochMicros microseconds since the epoch, UTC */
    void write(PartWriter out, long epochMicros) {
        out.micros(leaf, epochMicros);
    }

    /** @param epochMicros as above; null leaves the column without one */
    void writeIfThere(PartWriter out, @Nullable Long epochMicros) {
        if (epochMicros != null) {
            out.micros(leaf, epochMicros);
        }
    }
}
