package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.night.delivery.TableFormat;
import java.io.IOException;
import java.util.Set;

/** Reads the records of one file from the beginning. */
interface SampleReader {
    /**
     * Reads until no more records are needed.
     *
     * @param columns the columns to read; empty for all
     * @return whether the file was read to its end
     * @throws io.crumbless.process.Failure for the supplier if the file as a whole cannot be read
     * @throws IOException if reading it fails
     */
    boolean read(Set<String> columns, RowTaker taker) throws IOException;

    /** A reader for a file of this form; it returns no records if the file has none that can be read. */
    static SampleReader of(FileEntry file, FileForm form) {
        return switch (form.kind()) {
            case CSV -> new CsvSample(file, form.dialect().orElse(CsvDialect.DEFAULT));
            case JSONL -> new JsonSample(file);
            case AVRO -> new AvroSample(file);
            case PARQUET -> new ParquetSample(file);
            case ORC -> new TableSample(file, TableFormat.ORC);
            case DELTA -> new TableSample(file, TableFormat.DELTA);
            case ICEBERG -> new TableSample(file, TableFormat.ICEBERG);
            case EMPTY, OTHER -> (columns, taker) -> true;
        };
    }
}
