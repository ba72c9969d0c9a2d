package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Analysts of either engine read the views as they are written, and what the catalogue says of each column in them. */
@Tag("crash")
@Tag("night")
class ViewsTest {
    private static final Path SPARK = Path.of("src/test/spark");

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void run() throws IOException {
        // Quotes of both engines.
        Path odd = Files.createDirectory(folder.resolve("it's `odd`"));
        job = new TestingJob(odd);
        job.declared(
                        NIGHT,
                        declares("d1", "C-1", "language", "en", "service_messages", "2026-10-01T10:00:00Z"),
                        declares("d2", "C-2", "language", "de", "service_messages", "2026-10-02T10:00:00Z"))
                .run();
    }

    @Test
    void duckDbReadsItsViewsWithTheirDescriptions() throws IOException {
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute(Files.readString(job.warehouse().resolve("views.sql")));

            assertThat(duckDb.query("SELECT count(*) FROM profiles"))
                    .extracting(row -> row.values())
                    .containsExactly(List.of("2"));
            assertThat(duckDb.query("SELECT comment FROM duckdb_columns() WHERE table_name = 'profiles'"
                            + " AND column_name = 'baby_due_date'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.values().get(0)).startsWith("Baby's due date: "));
            assertThat(duckDb.query("SELECT count(*) FROM duckdb_views() WHERE comment IS NOT NULL")
                            .get(0)
                            .values())
                    .containsExactly("11");
        }
    }

    @Test
    void theDescriptionOfAnAttributeStandsInTheFooter() throws IOException {
        Path profiles = job.warehouse().resolve("current/profiles");
        try (Stream<Path> files = Files.list(profiles)) {
            ParquetTable table = ParquetTable.open(Location.of(files.findFirst().orElseThrow()));

            assertThat(table.metadata().get("crumbless.description.newsletter_topics"))
                    .isEqualTo(
                            "Newsletter topics: Topics the person chose to read about. Choosing 'pregnancy' says nothing"
                                    + " about being pregnant.");
        }
    }

    /** On a cluster a path without scheme would be one of its default file system. */
    @Test
    void aFolderOfTheLocalDiskIsNamedAsThatToSpark() throws IOException {
        assertThat(job.warehouse().resolve("views-spark.sql")).content().contains("FROM parquet.`file:///");
    }

    /** Spark itself, in a process of its own: its libraries and ours do not share a class path. */
    @Test
    void sparkReadsItsViewsWithTheirDescriptions() throws Exception {
        Path libraries = folder.resolve("spark.cp");
        Process resolved = start(List.of(
                Path.of("mvnw").toAbsolutePath().toString(),
                "-q",
                "-B",
                "-f",
                SPARK.resolve("pom.xml").toString(),
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + libraries));
        boolean brought = resolved.waitFor(10, TimeUnit.MINUTES) && resolved.exitValue() == 0;
        if (System.getenv("CI") != null) {
            assertThat(brought).as("Maven brings Spark in CI").isTrue();
        }
        assumeTrue(brought, "Maven cannot bring Spark here, so its views were not tried");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        for (String opened : List.of(
                "java.lang",
                "java.lang.invoke",
                "java.lang.reflect",
                "java.io",
                "java.net",
                "java.nio",
                "java.util",
                "java.util.concurrent",
                "java.util.concurrent.atomic",
                "sun.nio.ch",
                "sun.nio.cs",
                "sun.security.action",
                "sun.util.calendar")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Xmx1g",
                "-cp",
                Files.readString(libraries),
                SPARK.resolve("RunViews.java").toString(),
                job.warehouse().resolve("views-spark.sql").toString(),
                folder.resolve("spark").toString()));

        Process spark = start(command);

        assertThat(spark.waitFor(10, TimeUnit.MINUTES)).isTrue();
        String out = Files.readString(folder.resolve("out"));
        assertThat(spark.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        assertThat(out)
                .contains("view profiles 2\n", "view declarations 2\n", "view extracts_service_messages 2\n")
                .contains("column profiles.subject_id The person, by the company's own customer id\n")
                .contains("column profiles.baby_due_date Baby's due date: ");
        assertThat(out.lines().filter(line -> line.startsWith("view "))).hasSize(11);
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }
}
