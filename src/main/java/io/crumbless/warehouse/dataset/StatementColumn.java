package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.kernel.declaration.StatementField;
import java.util.function.Function;

/**
 * The column of the evidence log for a field of statements.
 *
 * @param writer writes the values, given the handle of the column
 * @param <T> type of the values
 */
record StatementColumn<T, H>(StatementField<T> field, ColumnSpec<H> spec, Function<H, Writer<T>> writer) {
    /** Writes values into one column. */
    interface Writer<T> {
        void write(PartWriter out, T value);
    }

    /** The column of a field, with the properties of the field. */
    static <T, H> StatementColumn<T, H> of(StatementField<T> field, ColumnSpec<H> spec, Function<H, Writer<T>> writer) {
        ColumnSpec<H> counted = field.isPersonal() ? spec.withoutStatistics() : spec;
        return new StatementColumn<>(field, field.isUnique() ? counted.hardlyRepeating() : counted, writer);
    }

    /** Writes the field into the column in a schema. */
    StatementCell<T> in(TableSchema schema) {
        return new StatementCell<>(field, writer.apply(spec.in(schema)));
    }
}
