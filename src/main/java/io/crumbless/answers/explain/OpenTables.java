package io.crumbless.answers.explain;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Caches footers of part files for a process that answers often. A file that has changed, for example by an erasure, is
 * opened again. Thread-safe.
 */
final class OpenTables {
    /** Footers of part files with 300 columns take some hundred kilobytes each, as far as they were parsed. */
    private static final int MOST = 256;

    private final Map<Location, ParquetTable> tables = new LinkedHashMap<>();

    synchronized ParquetTable of(Location file) {
        ParquetTable known = tables.remove(file);
        ParquetTable table =
                known == null || known.file().differsFrom(Storage.of(file).stat(file))
                        ? ParquetTable.openForFew(file)
                        : known;
        if (tables.size() >= MOST) {
            tables.remove(tables.keySet().iterator().next());
        }
        tables.put(file, table);
        return table;
    }
}
