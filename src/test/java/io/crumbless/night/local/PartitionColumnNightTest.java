package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a partition folder, {@code status=realized}, can decide which rows count, like a column. */
@Tag("night")
class PartitionColumnNightTest {
    private static final String ROWS = "visitor,segment_id,ts,method\n";

    @TempDir
    private Path folder;

    private void replace(String what, String by) throws IOException {
        Path file = folder.resolve("job.yaml");
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }

    private static String german(String cookie) {
        return cookie + ",form_language_de,2026-11-01T08:00:00Z,typed\n";
    }

    private static String germanJson(String cookie) {
        return "{\"visitor\":\"" + cookie
                + "\",\"segment_id\":\"form_language_de\",\"ts\":\"2026-11-01T08:00:00Z\",\"method\":\"typed\"}\n";
    }

    private void parquet(String file, String cookie) throws SQLException, IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("copy (select '" + cookie + "' visitor, 'form_language_de' segment_id,"
                    + " '2026-11-01T08:00:00Z' ts, 'typed' \"method\") to '" + path + "' (format parquet)");
        }
    }

    @Test
    void rowsOfFoldersThatDoNotCountAreLeftOut() throws Exception {
        TestingJob job = new TestingJob(folder);
        String header = Files.readString(folder.resolve("legacy/logins.csv"));
        StringBuilder links = new StringBuilder(header);
        for (int i = 1; i <= 8; i++) {
            links.append("ck").append(i).append(",C-").append(i).append(",login,2026-11-01T08:00:00Z\n");
        }
        job.write("legacy/logins.csv", links.toString())
                .write("legacy/csv/status=realized/a.csv", ROWS + german("ck1"))
                .write("legacy/csv/status=exited/a.csv", ROWS + german("ck2"))
                .write("legacy/json/status=realized/a.jsonl", germanJson("ck3"))
                .write("legacy/json/status=exited/a.jsonl", germanJson("ck4"))
                .write("legacy/out/state=yes/a.csv", "cookie,customer\n,C-8\n")
                .write("legacy/out/state=no/a.csv", "cookie,customer\n,C-1\n")
                .write(
                        "declarations/state=live/store-2026-11-22.csv",
                        TestingJob.HEADER
                                + declares("d1", "C-11", "language", "de", "service_messages", "2026-11-20T10:00:00Z")
                                + "\n")
                .write(
                        "declarations/state=test/store-2026-11-22.csv",
                        TestingJob.HEADER
                                + declares("d2", "C-12", "language", "de", "service_messages", "2026-11-20T10:00:00Z")
                                + "\n");
        parquet("legacy/pq/status=realized/a.parquet", "ck5");
        parquet("legacy/pq/status=exited/a.parquet", "ck6");
        String columns =
                "columns: { cookie-id: visitor, segment: segment_id, assigned-at: ts, collected-by: method }, where: { status: realized } }\n";
        replace(
                "collected-by: method }\n",
                "collected-by: method }\n"
                        + "    - { name: csv, path: \"legacy/csv/*/*.csv\", " + columns
                        + "    - { name: json, path: \"legacy/json/*/*.jsonl\", " + columns
                        + "    - { name: pq, path: \"legacy/pq/*/*.parquet\", " + columns);
        replace(
                "declarations:\n",
                "  opt-outs:\n    - { name: out, path: \"legacy/out/*/*.csv\", columns: { cookie-id: cookie,"
                        + " subject-id: customer }, where: { state: true } }\ndeclarations:\n");
        replace(
                "    path: declarations/store-{date}.csv\n",
                "    path: declarations/*/store-{date}.csv\n    where: { state: live }\n");

        job.run();

        assertThat(job.query("select subject_id from $profiles order by 1"))
                .containsExactly("C-1", "C-11", "C-3", "C-5");
    }
}
