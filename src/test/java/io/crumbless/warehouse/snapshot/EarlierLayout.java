package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.Struct;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Writes profiles again as versions wrote them that did not name the sources of what a list is gathered from. */
public final class EarlierLayout {
    private static final String SOURCES = "accumulated_sources";

    private final TableSchema schema;

    public EarlierLayout(Policy policy) {
        this.schema = TableSchema.of(
                "profile",
                Layout.profiles(policy).schema().fields().stream()
                        .map(EarlierLayout::withoutSources)
                        .toList());
    }

    private static Field withoutSources(Field field) {
        return field instanceof Struct struct
                ? new Struct(
                        struct.name(),
                        struct.fieldId(),
                        struct.description(),
                        struct.columns().stream()
                                .filter(column -> !column.name().equals(SOURCES))
                                .toList())
                : field;
    }

    /** Puts a part file of profiles in the layout of then in the place of one of now. */
    public PartSummary replace(Path file) {
        Path copy = file.resolveSibling(file.getFileName() + ".earlier");
        PartSummary summary = copy(Location.of(file), Location.of(copy));
        try {
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return summary;
    }

    private PartSummary copy(Location from, Location to) {
        ParquetTable table = ParquetTable.open(from);
        Dataset profiles = new Dataset(Layout.PROFILES, schema);
        try (PartWriter out = PartWriter.create(to, schema, profiles.settings())) {
            for (int group = 0; group < table.rowGroups(); group++) {
                try (RowGroupReader rows = table.rowGroup(group, schema.paths())) {
                    for (long row = 0; row < rows.rows(); row++) {
                        out.beginRow();
                        copyRow(rows, out);
                        out.endRow();
                    }
                }
            }
            return out.finish();
        }
    }

    private void copyRow(RowGroupReader rows, PartWriter out) {
        int leaf = 0;
        int number = 0;
        for (Field field : schema.fields()) {
            if (field instanceof Column column) {
                copy(next(rows, column.name()), column, leaf++, out);
            } else if (field instanceof Struct struct) {
                List<ColumnCursor> cursors = new ArrayList<>();
                struct.columns().forEach(column -> cursors.add(next(rows, struct.name() + "." + column.name())));
                if (!cursors.get(0).isStructNull()) {
                    out.beginStruct(number);
                    for (int i = 0; i < cursors.size(); i++) {
                        copy(cursors.get(i), struct.columns().get(i), leaf + i, out);
                    }
                    out.endStruct();
                }
                leaf += cursors.size();
                number++;
            }
        }
    }

    private static ColumnCursor next(RowGroupReader rows, String column) {
        ColumnCursor cursor = rows.column(column);
        cursor.next();
        return cursor;
    }

    private static void copy(ColumnCursor from, Column column, int leaf, PartWriter out) {
        if (from.isNull()) {
            return;
        }
        if (column.isList()) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < from.listSize(); i++) {
                from.item(i);
                texts.add(from.text());
            }
            out.texts(leaf, texts);
            return;
        }
        switch (column.type().base()) {
            case TEXT -> out.text(leaf, from.text());
            case BOOLEAN -> out.flag(leaf, from.whole() != 0);
            case INT32, INT64 -> out.whole(leaf, from.whole());
            case DECIMAL -> out.decimal(leaf, from.whole());
            case DATE -> out.day(leaf, (int) from.whole());
            case TIMESTAMP_MICROS -> out.micros(leaf, from.micros());
        }
    }
}
