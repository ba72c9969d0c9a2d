package io.crumbless.tools.inspect;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.Malformed;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** Reads the records of a CSV file. */
record CsvSample(FileEntry file, CsvDialect dialect) implements SampleReader {
    @Override
    public boolean read(Set<String> columns, RowTaker taker) throws IOException {
        try (InputStream in = new TimedInput(FormGuess.open(file), taker);
                CsvRows rows = new CsvRows(in, dialect, file.location().text())) {
            List<String> names = rows.header();
            while (rows.next()) {
                Malformed malformed = rows.malformed();
                if (malformed != null) {
                    taker.malformed(malformed.word());
                } else if (!taker.take(row(rows, names, columns))) {
                    return false;
                }
            }
            return true;
        } catch (TimedInput.Over over) {
            return false;
        }
    }

    private static SampleRow row(CsvRows rows, List<String> names, Set<String> columns) {
        SampleRow row = new SampleRow();
        for (int i = 0; i < names.size(); i++) {
            if (columns.isEmpty() || columns.contains(names.get(i))) {
                row.add(names.get(i), rows.text(i));
            }
        }
        return row;
    }
}
