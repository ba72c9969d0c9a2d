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

/** Promise: as the contract says, of tables of Delta Lake: of one version of them, without the rows that were deleted. */
@Tag("night")
class DeltaDeliveriesTest extends TableDeliveriesContract {
    @Override
    String format() {
        return "delta";
    }

    @Override
    void write(Path place, String[] names, List<String[]> rows) throws IOException {
        TestingDelta.overwrite(place, names, rows);
    }

    private Path segments() {
        return folder.resolve("legacy/dmp.table");
    }

    @Test
    void rowsOfADeletionVectorAreNoInput() throws IOException {
        table("erasures.table", "subject_id,requested_at,reason\n");
        TestingDelta.delete(segments(), 0);

        job.run();

        assertThat(profiles()).containsExactly("C-1|null|Kiel", "C-3|de|null");
        assertThat(input("dmp").records()).isEqualTo(2);
        assertThat(input("dmp").file()).isEqualTo("legacy/dmp.table (version 1)");
    }

    @Test
    void columnsAddedRenamedAndPartitionsAreRead() throws IOException {
        Files.move(segments(), folder.resolve("first"));
        TestingDelta.partitioned(segments(), List.of("segment_id"), "visitor", "ts", "method", "segment_id")
                .add("ck1", "2026-11-01T00:00:00Z", "form", "form_language_de")
                .add("ck2", "2026-11-01T00:00:00Z", "form", "form_language_de")
                .mapColumns()
                .rename("visitor", "cookie_of_browser")
                .addColumn("source");
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml"))
                        .replace("cookie-id: visitor", "cookie-id: cookie_of_browser, source-system: source"));
        table("opt-outs.table", "cookie\n");

        job.run();

        assertThat(input("dmp").records()).isEqualTo(2);
        assertThat(profiles()).contains("C-2|de|null");
    }

    @Test
    void anotherVersionIsAnotherRun() throws IOException {
        String first = job.run().runId();

        TestingDelta.delete(segments(), 2);

        assertThat(job.run().runId()).isNotEqualTo(first);
    }

    @Test
    void aFeatureThatIsNotReadIsNamed() throws IOException {
        Path log = segments().resolve("_delta_log/00000000000000000000.json");
        Files.writeString(log, Files.readString(log).replace("\"deletionVectors\"", "\"foldedRows\""));

        Files.delete(log.resolveSibling(".00000000000000000000.json.crc"));

        assertThatThrownBy(() -> job.run()).isInstanceOf(Failure.class).hasMessageContaining("foldedRows");
    }

    @Test
    void aMissingDataFileStopsTheNight() throws IOException {
        try (var files = Files.list(segments())) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".parquet")).toList()) {
                Files.delete(file);
            }
        }

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("of source 'dmp' with format delta");
    }

    @Test
    void readAsParquetItIsRefusedWithWhatToDo() throws IOException {
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml")).replaceFirst("format: delta", "format: parquet"));

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("dmp.table is a Delta Lake table with a log (_delta_log), which says")
                .hasMessageContaining("set format: delta and name the folder of the table as path");
    }
}
