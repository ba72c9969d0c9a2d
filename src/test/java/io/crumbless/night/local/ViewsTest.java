package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Call;
import io.trino.sql.tree.CreateSchema;
import io.trino.sql.tree.CreateTable;
import io.trino.sql.tree.CreateView;
import io.trino.sql.tree.DropTable;
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

/** Both engines execute the views unchanged, with the catalogue's description of each column. */
@Tag("crash")
@Tag("night")
class ViewsTest {
    private static final String AT = "2026-10-03T10:00:00Z";
    private static final Path SPARK = Path.of("src/test/spark");
    private static final Path HIVE = Path.of("src/test/hive");

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
                        declares("d2", "C-2", "language", "de", "service_messages", "2026-10-02T10:00:00Z"),
                        declares(
                                "d4",
                                "C-1",
                                "newsletter_topics",
                                "\"[\"\"newborn\"\",\"\"travel\"\"]\"",
                                "personal_offers",
                                AT),
                        declares("d5", "C-1", "preferred_channel", "email", "personal_offers", AT),
                        declares("d6", "C-1", "purchase_planned_for", "2199-01-01", "personal_offers", AT))
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
                    .containsExactly("14");
        }
    }

    /** Analysts keep the views in a separate database; the warehouse may have been moved since. */
    @Test
    void duckDbFollowsAWarehouseThatWasMoved() throws IOException {
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute(Files.readString(job.warehouse().resolve("views.sql")));
            Path moved = folder.resolve("else where");
            Files.move(job.warehouse(), moved);
            duckDb.execute("SET VARIABLE crumbless_warehouse = '" + moved + "'");

            assertThat(answers(duckDb, "SELECT count(*) FROM extracts_service_messages"))
                    .containsExactly(List.of("2"));
        }
    }

    @Test
    void theHistoryHoldsTheProfilesOfEverySnapshotThatIsKept() throws IOException {
        job.declared(
                        NIGHT.plusDays(1),
                        declares("d3", "C-3", "language", "de", "service_messages", "2026-10-03T10:00:00Z"))
                .run(NIGHT.plusDays(1));
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute(Files.readString(job.warehouse().resolve("views.sql")));

            assertThat(answers(duckDb, "SELECT left(run_id, 10), count(*) FROM profiles_history GROUP BY 1 ORDER BY 1"))
                    .containsExactly(List.of("2026-11-22", "2"), List.of("2026-11-23", "3"));
        }
    }

    @Test
    void everyValueIsARowWithItsLineage() throws IOException {
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute(Files.readString(job.warehouse().resolve("views.sql")));

            assertThat(answers(
                            duckDb,
                            "SELECT subject_id, attribute, value, origin, declaration_id, purposes[1]"
                                    + " FROM profile_values ORDER BY 1, 2"))
                    .contains(
                            List.of("C-1", "language", "en", "declared", "d1", "service_messages"),
                            List.of("C-1", "newsletter_topics", "newborn, travel", "declared", "d4", "personal_offers"),
                            List.of("C-2", "language", "de", "declared", "d2", "service_messages"));
        }
    }

    /** A channel is chosen for a purpose; before the contact window opens, nobody is contacted. */
    @Test
    void onlyWhoChoseAChannelForAPurposeIsContactable() throws IOException {
        try (DuckDb duckDb = new DuckDb()) {
            duckDb.execute(Files.readString(job.warehouse().resolve("views.sql")));

            assertThat(answers(duckDb, "SELECT subject_id, purpose, channel FROM contactable ORDER BY ALL"))
                    .containsExactly(List.of("C-1", "personal_offers", "email"));
            assertThat(answers(duckDb, "SELECT count(*) FROM contact_moments")).containsExactly(List.of("1"));
        }
    }

    /** Trino's own parser; a table that is there to be queried is more than can be had here. */
    @Test
    void trinoUnderstandsItsTables() throws IOException {
        SqlParser parser = new SqlParser();
        List<String> statements = Stream.of(Files.readString(job.warehouse().resolve("views-trino.sql"))
                        .split(";\n"))
                .filter(statement -> !statement.isBlank())
                .toList();

        assertThat(statements.stream()
                        .map(parser::createStatement)
                        .map(Object::getClass)
                        .distinct())
                .containsExactlyInAnyOrder(
                        CreateSchema.class, DropTable.class, CreateTable.class, Call.class, CreateView.class);
        assertThat(statements)
                .filteredOn(statement -> statement.contains("CREATE TABLE"))
                .hasSize(12);
    }

    /** Hive's own parser; its metastore and its engine are not started. */
    @Test
    void hiveUnderstandsItsTables() throws Exception {
        String libraries = classPath(HIVE, "Hive's parser");
        Process hive = start(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                libraries,
                HIVE.resolve("ParseViews.java").toString(),
                job.warehouse().resolve("views-hive.sql").toString()));

        assertThat(hive.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(hive.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
        assertThat(Files.readAllLines(folder.resolve("out")))
                .startsWith("TOK_CREATEDATABASE")
                .containsOnly(
                        "TOK_CREATEDATABASE",
                        "TOK_DROPTABLE",
                        "TOK_CREATETABLE",
                        "TOK_ALTERTABLE",
                        "TOK_DROPVIEW",
                        "TOK_CREATEVIEW")
                .filteredOn("TOK_CREATETABLE"::equals)
                .hasSize(12);
    }

    @Test
    void hiveKeepsTheFilesOfATableThatIsDropped() throws IOException {
        assertThat(job.warehouse().resolve("views-hive.sql"))
                .content()
                .contains(
                        "SET hivevar:warehouse=file://",
                        "CREATE EXTERNAL TABLE crumbless.profiles (\n  `subject_id` string COMMENT",
                        "LOCATION '${hivevar:warehouse}/current/profiles'",
                        "'external.table.purge' = 'false'",
                        "ALTER TABLE crumbless.profiles_history ADD PARTITION (`snapshot` = '2026-11-22-")
                .doesNotContain("CREATE TABLE");
    }

    private static List<List<String>> answers(DuckDb duckDb, String sql) {
        return duckDb.query(sql).stream().map(row -> row.values()).toList();
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
        assertThat(job.warehouse().resolve("views-spark.sql")).content().contains("SET crumbless.warehouse=file:///");
    }

    /** Spark in a separate process, since its libraries and ours cannot share a class path. */
    @Test
    void sparkReadsItsViewsWithTheirDescriptions() throws Exception {
        String libraries = classPath(SPARK, "Spark");
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
                libraries,
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
                .contains("view profiles 2\n", "view declarations 5\n", "view extracts_service_messages 2\n")
                .contains("column profiles.subject_id The person, by the company's own customer id\n")
                .contains("column profiles.baby_due_date Baby's due date: ");
        assertThat(out.lines().filter(line -> line.startsWith("view "))).hasSize(14);
        assertThat(out).contains("view profiles_history 2\n", "view profile_values 5\n", "view contactable 1\n");
    }

    /** Libraries that Maven copies into a folder for tests, separate from those of the program. */
    private String classPath(Path tests, String what) throws Exception {
        Path libraries = folder.resolve("libraries.cp");
        Process resolved = start(List.of(
                Path.of("mvnw").toAbsolutePath().toString(),
                "-q",
                "-B",
                "-f",
                tests.resolve("pom.xml").toString(),
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + libraries));
        boolean brought = resolved.waitFor(10, TimeUnit.MINUTES) && resolved.exitValue() == 0;
        if (System.getenv("CI") != null) {
            assertThat(brought).as("Maven brings %s in CI", what).isTrue();
        }
        assumeTrue(brought, "Maven cannot bring " + what + " here, so its views were not tried");
        return Files.readString(libraries);
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }
}
