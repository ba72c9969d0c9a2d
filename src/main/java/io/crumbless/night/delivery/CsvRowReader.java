package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads a CSV file. An empty file has no records; a file with records must have the columns. */
final class CsvRowReader implements RowReader {
    private final FileEntry file;
    private final TextPart part;
    private final CsvDialect dialect;
    private final ColumnMapping columns;

    CsvRowReader(DeliveryPart part, CsvDialect dialect, ColumnMapping columns) {
        this.file = part.file();
        this.part = part.text();
        this.dialect = dialect;
        this.columns = columns;
    }

    @Override
    public void read(RowSink sink) {
        RowReader.requireUnchanged(file);
        try (InputStream in = part.open(file.location());
                CsvRows rows = new CsvRows(in, dialect, file.location().text())) {
            if (rows.empty()) {
                sink.nothing();
            } else {
                check(rows);
                if (!part.isFirst()) {
                    rows.continueAt(part.line());
                }
                read(rows, sink);
            }
        } catch (IOException e) {
            throw new StorageException("Cannot read " + file.location() + ": " + IoReason.of(e), e);
        } finally {
            // A truncated file may fail in many ways; that it changed is the reason to report.
            RowReader.requireUnchanged(file);
        }
    }

    private void check(CsvRows rows) throws IOException {
        try {
            columns.check(
                    FoldersOfFile.of(file, columns).with(rows.header()),
                    file.location().text(),
                    ErrorCategory.INPUT);
        } catch (Failure missing) {
            List<String> wanted = IntStream.range(0, columns.size())
                    .filter(columns::mustBeThere)
                    .mapToObj(columns::delivered)
                    .toList();
            throw new Failure(ErrorCategory.INPUT, missing.getMessage() + rows.whereTheHeaderMayBe(wanted), missing);
        }
    }

    private static boolean isNothing(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private void read(CsvRows rows, RowSink sink) throws IOException {
        int[] positions =
                columns.deliveredNames().stream().mapToInt(rows::column).toArray();
        @Nullable String[] texts = new @Nullable String[positions.length];
        @Nullable String[] ofFolders = FoldersOfFile.of(file, columns).values(columns.deliveredNames());
        try (UnreadLines unread = new UnreadLines(file, dialect.encoding(), true, columns.actions(), sink)) {
            while (rows.next()) {
                unread.passTo(rows.line());
                if (rows.malformed() != null) {
                    unread.malformed(rows.line(), rows.malformed());
                    continue;
                }
                for (int i = 0; i < positions.length; i++) {
                    texts[i] = positions[i] < 0 ? ofFolders[i] : rows.value(positions[i]);
                }
                if (isNothing(texts[0]) && rows.isBlank()) {
                    sink.blank(rows.line(), texts);
                } else {
                    sink.row(rows.line(), texts);
                }
            }
            unread.passTo(part.endLine());
        }
    }
}
