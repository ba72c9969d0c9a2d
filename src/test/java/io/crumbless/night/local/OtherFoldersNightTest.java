package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a record that contradicts the partition folder of its file is reported, and stops the night if it may withdraw. */
@Tag("night")
class OtherFoldersNightTest {
    private static final String PATH = "    path: declarations/store-{date}.csv\n";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void prepare() {
        job = new TestingJob(folder);
    }

    private static String declared(String id) {
        return declares(id, "C-" + id, "language", "de", "service_messages", "2026-11-20T10:00:00Z");
    }

    /** Writes a CSV file into a folder, or the same records in another format. */
    private void deliver(String in, String format, String... lines) throws Exception {
        String csv = "declarations/" + in + "/a.csv";
        job.write(csv, TestingJob.HEADER + String.join("\n", lines) + "\n");
        if (!format.equals("csv")) {
            Path file = folder.resolve(csv);
            try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = duckDb.createStatement()) {
                statement.execute("copy (select * from read_csv('" + file
                        + "', all_varchar = true, hive_partitioning = false)) to '"
                        + file.resolveSibling("a." + format) + "' (format "
                        + (format.equals("jsonl") ? "json" : format) + ")");
            }
            Files.delete(file);
        }
        replace(PATH, "    path: \"declarations/*/a." + format + "\"\n");
    }

    private void replace(String what, String by) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace(what, by));
    }

    private List<String> reported() {
        return job.run().notices().stream()
                .filter(notice -> notice.contains("that its file is in") || notice.contains("that their files are in"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void recordsWithAnotherValueAreCounted(String format) throws Exception {
        deliver("jurisdiction=FR", format, declared("1"), declared("2"));
        deliver("jurisdiction=de", format, declared("3"));

        assertThat(reported())
                .singleElement()
                .asString()
                .startsWith("2 records of source 'store' have another value in column 'jurisdiction', or none, than the"
                        + " folder 'jurisdiction=...'");
        assertThat(job.query("select count(*) from $profiles where jurisdiction = 'DE'"))
                .containsExactly("3");
    }

    @Test
    void nothingIsReportedIfTheColumnIsMeant() throws Exception {
        deliver("jurisdiction=FR", "csv", declared("1"));
        replace("    delivers: increment\n", "    delivers: increment\n    as-delivered: [other-folders]\n");

        assertThat(reported()).isEmpty();
    }

    /** As numbers, and folders of the day on which a file was written. */
    @Test
    void otherWaysToWriteAValueAreNoContradiction() throws Exception {
        deliver("notice_version=02", "csv", declared("1"));
        deliver("declared_at=2026-11-22", "csv", declared("2"));

        assertThat(reported()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void oneThatMayWithdrawStopsTheNight(String format) throws Exception {
        deliver("action=declare", format, declared("1"), withdraws("2", "C-2", "language", "", "2026-11-20T10:00:00Z"));

        assertThatThrownBy(() -> job.run())
                .hasMessageContaining("a." + format + ": the record at " + (format.equals("csv") ? 3 : 2)
                        + " may be a withdrawal, its column 'action' contradicts the folder 'action=...' of its file");
    }

    @Test
    void anErasureThatWouldBeLeftOutStopsTheNight() throws Exception {
        job.write("er/state=approved/a.csv", "subject_id,requested_at,reason,state\nC-1,2026-11-20T10:00:00Z,,open\n");
        replace("    path: erasures.csv\n", "    path: \"er/*/a.csv\"\n    where: { state: approved }\n");

        assertThatThrownBy(() -> job.run())
                .hasMessageContaining("a.csv:2: its column 'state' contradicts the folder 'state=...' of its file");
    }
}
