package io.crumbless.tools.generate;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.Location;
import io.crumbless.tools.generate.TableLayout.Kind;
import java.util.ArrayList;
import java.util.List;

/** Writes the rows of a Parquet file. */
final class ParquetRowFile implements RowFile {
    /** First field id of list items, above those of columns. */
    private static final int ITEM_IDS = 1000;

    private final PartWriter out;
    private boolean inRow;

    ParquetRowFile(Location file, TableLayout layout) {
        this.out = PartWriter.create(file, schema(layout), PartSettings.DEFAULT);
    }

    private static TableSchema schema(TableLayout layout) {
        List<Field> fields = new ArrayList<>();
        for (TableLayout.Column column : layout.columns()) {
            fields.add(field(column.name(), fields.size() + 1, column.kind()));
        }
        return TableSchema.of(layout.name(), fields);
    }

    private static Column field(String name, int id, Kind kind) {
        return switch (kind) {
            case TEXT -> Column.of(name, id, ColumnType.TEXT);
            case TIME -> Column.of(name, id, ColumnType.TIMESTAMP_MICROS);
            case LIST, MEMBERSHIPS -> Column.list(name, id, ITEM_IDS + id, ColumnType.TEXT);
        };
    }

    private PartWriter row() {
        if (!inRow) {
            out.beginRow();
            inRow = true;
        }
        return out;
    }

    @Override
    public void text(int column, String value) {
        row().text(column, value);
    }

    @Override
    public void ascii(int column, byte[] bytes, int length) {
        row().text(column, bytes, 0, length);
    }

    @Override
    public void time(int column, long micros) {
        row().micros(column, micros);
    }

    @Override
    public void list(int column, List<String> values) {
        row().texts(column, values);
    }

    @Override
    public void memberships(int column, List<Membership> values) {
        list(column, values.stream().map(Membership::segment).toList());
    }

    @Override
    public void spoil() {
        throw new UnsupportedOperationException("A row of a Parquet file has its shape from the file");
    }

    @Override
    public void endRow() {
        row().endRow();
        inRow = false;
    }

    @Override
    public long finish() {
        return out.finish().bytes();
    }

    @Override
    public void close() {
        out.close();
    }
}
