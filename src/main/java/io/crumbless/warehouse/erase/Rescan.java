package io.crumbless.warehouse.erase;

import io.crumbless.columnar.parquet.read.ColumnInfo;
import io.crumbless.columnar.parquet.read.ColumnKind;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.StoredTexts;
import io.crumbless.warehouse.dataset.Layout;
import java.util.ArrayList;
import java.util.List;

/** Searches every text of a file, except in the column of ids, for the ids of erased people. */
final class Rescan {
    private final ParquetTable table;
    private final StoredTexts stored;
    private final SoughtSubjects.Look look;
    private final String file;

    private final List<String> columns;
    private final List<String> elsewhere = new ArrayList<>();
    private long texts;
    private boolean found;

    /** @param file name for the places that are found */
    Rescan(ParquetTable table, StoredTexts stored, SoughtSubjects.Look look, String file) {
        this.table = table;
        this.stored = stored;
        this.look = look;
        this.file = file;
        this.columns = table.columns().stream()
                .filter(column -> column.kind() == ColumnKind.TEXT)
                .map(ColumnInfo::name)
                .filter(name -> !name.equals(Layout.SUBJECT_ID))
                .toList();
    }

    void search(int rowGroup) {
        for (String column : columns) {
            found = false;
            stored.show(rowGroup, column, (bytes, offset, length) -> {
                texts++;
                found |= look.standsIn(bytes, offset, length);
            });
            if (found) {
                elsewhere.add(file + ", row group " + rowGroup + ", column " + column);
            }
        }
    }

    /** Number of texts that were searched. */
    long texts() {
        return texts;
    }

    /** Places where an id occurs: file, row group and column. */
    List<String> elsewhere() {
        return elsewhere;
    }
}
