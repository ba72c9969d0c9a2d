package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.columnar.text.Malformed;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.process.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file. */
final class CsvDeliveredRows implements DeliveredRows {
    private final LegacyFiles source;
    private final FileEntry file;
    private final CsvRows rows;
    private final int[] positions;
    /** Values from partition folders by column; null if no folder of the file carries the column. */
    private final @Nullable String[] ofFolders;

    CsvDeliveredRows(LegacyFiles source, FileEntry file, TextPart part, InputStream in, List<WantedColumn> wanted)
            throws IOException {
        this.source = source;
        this.file = file;
        this.rows = new CsvRows(in, source.csv(), file.location().toString());
        if (!part.isFirst()) {
            rows.continueAt(part.line());
        }
        this.positions = new int[wanted.size()];
        this.ofFolders = DeliveredRows.ofFolders(file, wanted);
        for (int i = 0; i < positions.length && !rows.empty(); i++) {
            positions[i] = rows.column(wanted.get(i).name());
            if (positions[i] < 0 && ofFolders[i] == null && !source.mayLack(wanted.get(i))) {
                // Not the names found: without header they would be somebody's values.
                throw DeliveredRows.missing(
                        source,
                        file,
                        wanted.get(i),
                        "the header has "
                                + Quantity.of(rows.header().size(), "other column")
                                + rows.whereTheHeaderMayBe(names(source, wanted)));
            }
        }
    }

    private static List<String> names(LegacyFiles source, List<WantedColumn> wanted) {
        return wanted.stream()
                .filter(column -> !source.mayLack(column))
                .map(WantedColumn::name)
                .toList();
    }

    @Override
    public boolean next() throws IOException {
        if (rows.next()) {
            return true;
        }
        DeliveredRows.requireUnchanged(source, file);
        return false;
    }

    @Override
    public boolean holdNothing() {
        return rows.empty();
    }

    @Override
    public long position() {
        return rows.line();
    }

    @Override
    public @Nullable LegacyRefusal refusal() {
        Malformed malformed = rows.malformed();
        return malformed == null ? null : LegacyRefusal.of(malformed);
    }

    @Override
    public @Nullable String value(int column) {
        return positions[column] < 0 ? ofFolders[column] : DeliveredText.of(rows.value(positions[column]));
    }

    @Override
    public boolean isBlank() {
        return rows.isBlank();
    }

    /** A JSON array, or texts separated by {@code |}. */
    @Override
    public @Nullable JsonValue nested(int column) {
        String text = value(column);
        if (text == null) {
            return null;
        }
        if (text.startsWith("[")) {
            return JsonLines.parse(text).orElse(new JsonValue.Scalar(text));
        }
        return new JsonValue.Items(List.of(text.split("\\|", -1)).stream()
                .<JsonValue>map(JsonValue.Scalar::new)
                .toList());
    }

    @Override
    public List<String> columns() {
        rows.requireDistinctColumns();
        return rows.header();
    }

    @Override
    public String delivered(String column) {
        int position = rows.column(column);
        return position < 0 ? column : rows.header().get(position);
    }

    @Override
    public @Nullable String valueOf(String column) {
        int position = rows.column(column);
        return position < 0 ? null : DeliveredText.of(rows.value(position));
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
