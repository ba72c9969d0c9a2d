package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.kernel.declaration.Statement;
import io.crumbless.kernel.declaration.StatementField;

/** Writes one field of statements into its column. */
record StatementCell<T>(StatementField<T> field, StatementColumn.Writer<T> writer) {
    /** Writes null if the statement has no value. */
    void write(PartWriter out, Statement statement) {
        T value = statement.get(field);
        if (value != null) {
            writer.write(out, value);
        }
    }
}
