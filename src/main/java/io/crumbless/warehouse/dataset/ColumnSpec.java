package io.crumbless.warehouse.dataset;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.TableSchema;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A column described once: its name, field id, type and description, and the handle that writes its values. Writing
 * values of another type does not compile.
 *
 * @param handle creates the handle, given the index of the column's leaf
 */
record ColumnSpec<H>(Column column, IntFunction<H> handle) {
    static ColumnSpec<TextColumn> text(String name, int fieldId, String description) {
        return of(Column.of(name, fieldId, ColumnType.TEXT), description, TextColumn::new);
    }

    static ColumnSpec<TextListColumn> texts(String name, int fieldId, int elementId, String description) {
        return of(Column.list(name, fieldId, elementId, ColumnType.TEXT), description, TextListColumn::new);
    }

    static ColumnSpec<BooleanColumn> yesOrNo(String name, int fieldId, String description) {
        return of(Column.of(name, fieldId, ColumnType.BOOLEAN), description, BooleanColumn::new);
    }

    static ColumnSpec<DateColumn> date(String name, int fieldId, String description) {
        return of(Column.of(name, fieldId, ColumnType.DATE), description, DateColumn::new);
    }

    static ColumnSpec<MicrosColumn> micros(String name, int fieldId, String description) {
        return of(Column.of(name, fieldId, ColumnType.TIMESTAMP_MICROS), description, MicrosColumn::new);
    }

    static ColumnSpec<Int64Column> int64(String name, int fieldId, String description) {
        return of(Column.of(name, fieldId, ColumnType.INT64), description, Int64Column::new);
    }

    /** The schema of a dataset with these columns, in this order. */
    static TableSchema schema(String name, List<ColumnSpec<?>> columns) {
        return TableSchema.of(
                name, columns.stream().<Field>map(ColumnSpec::column).toList());
    }

    static List<String> names(List<ColumnSpec<?>> columns) {
        return columns.stream().map(ColumnSpec::name).toList();
    }

    private static <H> ColumnSpec<H> of(Column column, String description, IntFunction<H> handle) {
        return new ColumnSpec<>(column.describedAs(description), handle);
    }

    String name() {
        return column.name();
    }

    ColumnSpec<H> inEveryRow() {
        return new ColumnSpec<>(column.inEveryRow(), handle);
    }

    ColumnSpec<H> withoutStatistics() {
        return new ColumnSpec<>(column.withoutStatistics(), handle);
    }

    ColumnSpec<H> hardlyRepeating() {
        return new ColumnSpec<>(column.hardlyRepeating(), handle);
    }

    /** The column in a struct whose own field id is {@code fieldId}. */
    Column behind(int fieldId) {
        return new Column(
                column.name(),
                fieldId + column.fieldId(),
                column.type(),
                column.description(),
                column.isList() ? fieldId + column.elementId() : 0,
                column.required(),
                column.statistics(),
                column.repeats());
    }

    /** The handle for the column in a schema. */
    H in(TableSchema schema) {
        return handle.apply(schema.leaf(column.name()));
    }

    /** The handle for the column in a struct of a schema. */
    H in(TableSchema schema, String struct) {
        return handle.apply(schema.leaf(struct + "." + column.name()));
    }
}
