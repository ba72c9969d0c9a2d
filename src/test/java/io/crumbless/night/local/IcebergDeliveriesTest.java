package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: as the contract says, of tables of Iceberg: of one snapshot of them, without the rows that were deleted. */
@Tag("night")
class IcebergDeliveriesTest extends TableDeliveriesContract {
    @Override
    String format() {
        return "iceberg";
    }

    @Override
    void write(Path place, String[] names, List<String[]> rows) throws IOException {
        TestingIceberg.overwrite(place, 2, names, rows);
    }

    private Path segments() {
        return folder.resolve("legacy/dmp.table");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void deletedRowsAreNoInput(int formatVersion) throws IOException {
        table("erasures.table", "subject_id,requested_at,reason\n");
        TestingIceberg table = TestingIceberg.overwrite(
                segments(),
                formatVersion,
                new String[] {"visitor", "segment_id", "ts", "method"},
                List.of(
                        new String[] {"ck1", "form_language_de", "2026-11-01T00:00:00Z", "form"},
                        new String[] {"ck2", "form_language_de", "2026-11-01T00:00:00Z", "form"},
                        new String[] {"ck3", "form_language_de", "2026-11-01T00:00:00Z", "form"}));
        table.deletePosition(0);

        job.run();

        assertThat(profiles()).containsExactly("C-1|null|Kiel", "C-3|de|null");
        assertThat(input("dmp").records()).isEqualTo(2);
        assertThat(input("dmp").file()).startsWith("legacy/dmp.table (snapshot ");
    }

    @Test
    void rowsDeletedByTheirValuesAreNoInput() throws IOException {
        table("erasures.table", "subject_id,requested_at,reason\n");
        TestingIceberg.of(segments()).deleteEqual("visitor", "ck1");

        job.run();

        assertThat(profiles()).containsExactly("C-1|null|Kiel", "C-3|de|null");
    }

    @Test
    void columnsAddedRenamedAndPartitionsAreRead() throws IOException {
        TestingIceberg.overwrite(
                        segments(), 2, new String[] {"visitor", "ts", "segment_id"}, List.<String[]>of(new String[] {
                            "ck1", "2026-11-01T00:00:00Z", "form_language_de"
                        }))
                .rename("visitor", "cookie_of_browser")
                .addColumn("method")
                .partitionBy("segment_id")
                .add("ck3", "2026-11-01T00:00:00Z", "form_language_de", "form");
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml"))
                        .replace("cookie-id: visitor", "cookie-id: cookie_of_browser"));
        table("erasures.table", "subject_id,requested_at,reason\n");

        job.run();

        assertThat(input("dmp").records()).isEqualTo(2);
        assertThat(profiles()).contains("C-3|de|null");
    }

    @Test
    void aMetadataFileIsATable() throws IOException {
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml"))
                        .replace("path: legacy/dmp.table", "path: legacy/dmp.table/metadata/v2.metadata.json"));

        job.run();

        assertThat(profiles()).containsExactly("C-1|de|Kiel");
    }

    @Test
    void whereACatalogueKnowsTheVersionTheMetadataFileIsAskedFor() throws IOException {
        Path metadata = segments().resolve("metadata");
        Files.delete(metadata.resolve("version-hint.text"));
        Files.delete(metadata.resolve("v1.metadata.json"));
        Files.move(metadata.resolve("v2.metadata.json"), metadata.resolve("00002-5f1c.metadata.json"));

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("name the current metadata file");
    }

    @Test
    void readAsParquetItIsRefusedWithWhatToDo() throws IOException {
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml")).replaceFirst("format: iceberg", "format: parquet"));

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining(
                        "dmp.table is an Apache Iceberg table with metadata (metadata/*.metadata.json), which says")
                .hasMessageContaining("set format: iceberg and name the folder of the table as path");
    }
}
