package io.crumbless.columnar.parquet.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.Reading;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part file holds the rows that were written, its bytes depend on them alone, and half a file is never left behind. */
@Tag("unit")
class PartWriterTest {
    private static final TableSchema ONE_TEXT = TableSchema.of(
            "t", List.of(Column.of("a", 1, ColumnType.TEXT).inEveryRow(), Column.of("b", 2, ColumnType.INT32)));

    @TempDir
    Path folder;

    @Test
    void theSameRowsGiveTheSameBytes() throws IOException {
        PartSummary first = PartFiles.write(folder.resolve("1.parquet"), PartFiles.SETTINGS, 0, 5_000, 7);
        PartSummary second = PartFiles.write(folder.resolve("2.parquet"), PartFiles.SETTINGS, 0, 5_000, 7);

        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(folder.resolve("2.parquet")).hasSameBinaryContentAs(folder.resolve("1.parquet"));
    }

    @Test
    void columnsThatServedOtherFilesGiveTheSameBytes() {
        PartColumns columns = new PartColumns(ONE_TEXT, PartSettings.DEFAULT);
        // Hardly a value repeats, so dictionaries do not pay: they may in the next file.
        write(reusing(columns, "1.parquet"), 5_000);
        PartWriter broken = reusing(columns, "2.parquet");
        broken.beginRow();
        broken.text(0, "half a row");
        broken.close();
        PartSummary again = write(reusing(columns, "3.parquet"), 7);
        Location fresh = Location.of(folder.resolve("4.parquet"));

        assertThat(again.sha256())
                .isEqualTo(write(PartWriter.create(fresh, ONE_TEXT, PartSettings.DEFAULT), 7)
                        .sha256());
    }

    private PartWriter reusing(PartColumns columns, String file) {
        return PartWriter.create(Location.of(folder.resolve(file)), columns, Storage.Sync.NEVER);
    }

    private static PartSummary write(PartWriter writer, int values) {
        try (writer) {
            for (int i = 0; i < 10_000; i++) {
                writer.beginRow();
                writer.text(0, "text " + i % values);
                if (i % 2 == 0) {
                    writer.whole(1, i % values);
                }
                writer.endRow();
            }
            return writer.finish();
        }
    }

    @Test
    void everyLeafIsFoundByItsPath() {
        List<String> paths = PartFiles.SCHEMA.paths();

        for (String path : paths) {
            assertThat(PartFiles.SCHEMA.leaf(path)).isEqualTo(paths.indexOf(path));
        }
        assertThat(paths).anyMatch(path -> path.contains("."));
        assertThatThrownBy(() -> PartFiles.SCHEMA.leaf(paths.get(0) + "s")).hasMessageContaining("Unknown column");
    }

    @Test
    void theSummaryIsThatOfTheFile() throws IOException {
        Path file = folder.resolve("a.parquet");
        PartSummary summary = PartFiles.write(file, PartFiles.SETTINGS.withRowGroup(2_000, 1 << 20), 0, 5_000, 1);

        assertThat(summary.rows()).isEqualTo(5_000);
        assertThat(summary.rowGroups()).isEqualTo(3);
        assertThat(summary.bytes()).isEqualTo(Files.size(file));
        assertThat(summary.sha256()).isEqualTo(Sha256.ofFile(Location.of(file)));
        ParquetTable table = ParquetTable.open(Location.of(file));
        assertThat(table.rowsIn(0)).isEqualTo(2_000);
        assertThat(table.rowsIn(2)).isEqualTo(1_000);
    }

    @Test
    void aRowGroupEndsWhenItIsLargeEnough() {
        PartSettings settings = PartSettings.DEFAULT.withRowGroup(1_000_000, 100_000);
        PartSummary summary = PartFiles.write(folder.resolve("a.parquet"), settings, 0, 20_000, 1);

        assertThat(summary.rowGroups()).isBetween(4, 20);
    }

    @Test
    void describesItsColumnsInTheFooter() {
        Path file = folder.resolve("a.parquet");
        PartFiles.write(file, PartFiles.SETTINGS, 0, 10, 1);

        assertThat(ParquetTable.open(Location.of(file)).metadata())
                .containsEntry("crumbless.description.subject_id", "Customer id")
                .containsEntry("crumbless.description.word__lineage", "Where it comes from")
                .containsEntry("crumbless.layout", "1");
    }

    @Test
    void readsBackWhatRepeatsAndWhatDoesNotInManyPagesAndRowGroups() {
        Path file = folder.resolve("a.parquet");
        PartSettings settings = PartSettings.DEFAULT.withPage(700, 10_000).withRowGroup(4_000, 1 << 30);
        try (PartWriter writer = PartWriter.create(Location.of(file), ONE_TEXT, settings)) {
            for (int i = 0; i < 10_000; i++) {
                writer.beginRow();
                writer.text(0, i < 6_000 ? "same " + i % 3 : "other " + i);
                if (i % 100 == 0) {
                    writer.whole(1, i);
                }
                writer.endRow();
            }
            writer.finish();
        }

        List<String> texts = Reading.column(file, "a");
        List<String> numbers = Reading.column(file, "b");
        for (int i = 0; i < 10_000; i++) {
            assertThat(texts.get(i)).isEqualTo(i < 6_000 ? "same " + i % 3 : "other " + i);
            assertThat(numbers.get(i)).isEqualTo(i % 100 == 0 ? String.valueOf(i) : "null");
        }
    }

    @Test
    void aFullDictionaryGivesWayToPlainValues() {
        Path file = folder.resolve("a.parquet");
        String filler = "x".repeat(2_000);
        try (PartWriter writer = PartWriter.create(Location.of(file), ONE_TEXT, PartSettings.DEFAULT)) {
            for (int i = 0; i < 12_000; i++) {
                writer.beginRow();
                // Repeats enough to be worth a dictionary at first; 1,000 entries of 2 kB are too many.
                writer.text(0, filler + (i < 6_000 ? i % 300 : i));
                writer.endRow();
            }
            writer.finish();
        }

        List<String> texts = Reading.column(file, "a");
        assertThat(texts.get(5_999)).isEqualTo(filler + 299);
        assertThat(texts.get(11_999)).isEqualTo(filler + 11_999);
    }

    @Test
    void bytesAndTextsShareOneDictionary() {
        Path file = folder.resolve("a.parquet");
        byte[] padded = "..wörd..".getBytes(StandardCharsets.UTF_8);
        try (PartWriter writer = PartWriter.create(Location.of(file), ONE_TEXT, PartSettings.DEFAULT)) {
            for (int i = 0; i < 10; i++) {
                writer.beginRow();
                if (i % 2 == 0) {
                    writer.text(0, "wörd");
                } else {
                    writer.text(0, padded, 2, 5);
                }
                writer.endRow();
            }
            writer.finish();
        }

        assertThat(Reading.column(file, "a")).hasSize(10).containsOnly("wörd");
        try (RowGroupReader rows = ParquetTable.open(Location.of(file)).rowGroup(0, List.of("a"))) {
            assertThat(rows.column("a").dictionarySize()).isEqualTo(1);
        }
    }

    @Test
    void aFileThatIsNotFinishedIsDeleted() {
        Path file = folder.resolve("deep/er/a.parquet");
        try (PartWriter writer = PartWriter.create(Location.of(file), ONE_TEXT, PartSettings.DEFAULT)) {
            writer.beginRow();
            assertThat(file).exists();
        }

        assertThat(file).doesNotExist();
    }

    @Test
    void neverOverwritesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("a.parquet"), "mine");

        assertThatThrownBy(() -> PartWriter.create(Location.of(file), ONE_TEXT, PartSettings.DEFAULT))
                .isInstanceOf(StorageException.class)
                .hasMessage("Cannot create " + file + ": it exists already; remove it first");
        assertThat(file).hasContent("mine");
    }

    @Test
    void refusesMisuseByName() {
        TableSchema schema = TableSchema.of(
                "t",
                List.of(
                        Column.of("a", 1, ColumnType.TEXT).inEveryRow(),
                        Column.of("n", 2, ColumnType.INT32),
                        Column.of("p", 3, ColumnType.decimal(4, 2)),
                        Struct.of("s", 4, List.of(Column.of("x", 5, ColumnType.DATE)))));
        try (PartWriter writer =
                PartWriter.create(Location.of(folder.resolve("a.parquet")), schema, PartSettings.DEFAULT)) {
            assertThatThrownBy(() -> writer.text(0, "v")).hasMessageContaining("Cannot write 'a'");
            writer.beginRow();
            assertThatThrownBy(() -> writer.day(3, 1)).hasMessageContaining("Cannot write 's.x'");
            assertThatThrownBy(() -> writer.whole(1, 1L << 40)).hasMessageContaining("column 'n': it does not fit");
            assertThatThrownBy(() -> writer.decimal(2, 10_000)).hasMessageContaining("column 'p': it does not fit");
            assertThatThrownBy(() -> writer.flag(1, true)).hasMessageContaining("Column 'n' is of type INT32");
            writer.text(0, "v");
            assertThatThrownBy(() -> writer.text(0, "w")).hasMessage("Column 'a' is written twice in one row");
            writer.endRow();
            writer.beginRow();
            writer.endRow();
            assertThatThrownBy(writer::finish).hasMessage("Column 'a' is required but a row has no value for it");
        }
    }

    @Test
    void aSchemaRefusesANameOrFieldIdUsedTwice() {
        assertThatThrownBy(() -> TableSchema.of(
                        "t", List.of(Column.of("a", 1, ColumnType.TEXT), Column.of("b", 1, ColumnType.TEXT))))
                .hasMessage("Invalid schema: name or field id of 'b' is used twice");
        assertThatThrownBy(() -> TableSchema.of(
                        "t", List.of(Column.of("a", 1, ColumnType.TEXT), Column.of("a", 2, ColumnType.TEXT))))
                .hasMessage("Invalid schema: name or field id of 'a' is used twice");
        assertThatThrownBy(() -> ONE_TEXT.leaf("c")).hasMessage("Unknown column 'c', the schema has [a, b]");
    }
}
