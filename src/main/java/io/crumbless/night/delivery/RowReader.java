package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;

/** Reads the records of one file. */
sealed interface RowReader permits CsvRowReader, JsonRowReader, ParquetRowReader {
    /**
     * Reads every record once.
     *
     * @throws Failure for the supplier if the file as a whole cannot be read
     */
    void read(RowSink sink);

    static RowReader of(DeliveryPart part, FileFormat format, ColumnMapping columns) {
        return of(part, format, columns, "");
    }

    /** @param items path of the items inside a JSON record, each of which is a row; empty if the record is the row */
    static RowReader of(DeliveryPart part, FileFormat format, ColumnMapping columns, String items) {
        if (format instanceof FileFormat.Csv csv) {
            return new CsvRowReader(part, csv.dialect(), columns);
        }
        return format instanceof FileFormat.JsonLines
                ? new JsonRowReader(part, columns, items)
                : new ParquetRowReader(part, columns);
    }

    /** @throws Failure for the supplier if the file is no longer the one that was selected */
    static void requireUnchanged(FileEntry file) {
        FileEntry now = Storage.of(file.location()).recheck(file).orElse(null);
        if (now == null || file.differsFrom(now)) {
            throw new Failure(
                    ErrorCategory.INPUT,
                    "Cannot read " + file.location() + ": it was " + (now == null ? "deleted" : "changed")
                            + " while being read; deliver a new version under a new name and run again");
        }
    }
}
