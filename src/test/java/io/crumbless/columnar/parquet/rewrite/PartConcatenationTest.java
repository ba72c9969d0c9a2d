package io.crumbless.columnar.parquet.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.Reading;
import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.PartFiles;
import io.crumbless.columnar.parquet.write.PartSettings;
import io.crumbless.columnar.parquet.write.PartSummary;
import io.crumbless.columnar.parquet.write.PartWriter;
import io.crumbless.columnar.parquet.write.TableSchema;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joined parts hold the rows of all of them, in order, in the same bytes each time, or nothing is left. */
@Tag("unit")
class PartConcatenationTest {
    @TempDir
    Path folder;

    @Test
    void holdsTheRowsOfItsPartsInOrder() throws IOException {
        Path first = folder.resolve("1.parquet");
        Path second = folder.resolve("2.parquet");
        PartFiles.write(first, PartFiles.SETTINGS.withRowGroup(400, 1 << 20), 0, 1_000, 1);
        PartFiles.write(second, PartFiles.SETTINGS, 1_000, 1_500, 2);
        Path target = folder.resolve("joined.parquet");

        PartSummary summary = join(target, first, second);

        assertThat(summary.rows()).isEqualTo(1_500);
        assertThat(summary.rowGroups()).isEqualTo(4);
        assertThat(summary.bytes()).isEqualTo(Files.size(target));
        assertThat(summary.sha256()).isEqualTo(Sha256.ofFile(Location.of(target)));
        for (String path : PartFiles.SCHEMA.paths()) {
            List<String> both = new ArrayList<>(Reading.column(first, path));
            both.addAll(Reading.column(second, path));
            assertThat(Reading.column(target, path)).as(path).isEqualTo(both);
        }
    }

    @Test
    void givesTheSameBytesAgain() {
        Path part = folder.resolve("1.parquet");
        PartFiles.write(part, PartFiles.SETTINGS, 0, 1_000, 1);

        assertThat(join(folder.resolve("a.parquet"), part, part).sha256())
                .isEqualTo(join(folder.resolve("b.parquet"), part, part).sha256());
    }

    @Test
    void onePartJoinedIsThatPart() {
        Path part = folder.resolve("1.parquet");
        PartSummary single = PartFiles.write(part, PartFiles.SETTINGS.withRowGroup(300, 1 << 20), 0, 1_000, 1);

        assertThat(join(folder.resolve("a.parquet"), part)).satisfies(joined -> {
            assertThat(joined.sha256()).isEqualTo(single.sha256());
            assertThat(joined.rows()).isEqualTo(single.rows());
            assertThat(joined.rowGroups()).isEqualTo(single.rowGroups());
            assertThat(joined.bytes()).isEqualTo(Files.size(part));
        });
        Path empty = folder.resolve("2.parquet");
        PartFiles.write(empty, PartFiles.SETTINGS, 0, 0, 1);
        assertThat(join(folder.resolve("b.parquet"), part, empty).sha256()).isEqualTo(single.sha256());
    }

    @Test
    void noPartsGiveAFileWithoutRows() {
        Path target = folder.resolve("empty.parquet");

        assertThat(join(target).rows()).isZero();
        assertThat(ParquetTable.open(Location.of(target)).columns())
                .hasSize(PartFiles.SCHEMA.paths().size());
    }

    @Test
    void anotherSchemaLeavesNothingBehind() {
        Path part = folder.resolve("1.parquet");
        TableSchema other = TableSchema.of("other", List.of(Column.of("a", 1, ColumnType.TEXT)));
        try (PartWriter writer = PartWriter.create(Location.of(part), other, PartSettings.DEFAULT)) {
            writer.finish();
        }
        Path target = folder.resolve("joined.parquet");

        assertThatThrownBy(() -> join(target, part))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot join " + part + ": its schema is another; join only parts of one dataset");
        assertThat(target).doesNotExist();
    }

    private static PartSummary join(Path target, Path... parts) {
        return PartConcatenation.join(
                Location.of(target),
                PartFiles.SCHEMA,
                java.util.Arrays.stream(parts).map(Location::of).toList());
    }
}
