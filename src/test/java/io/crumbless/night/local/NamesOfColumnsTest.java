package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: a column is found by its name, case-insensitively if that is unambiguous, or in the names of folders if the
 * file lacks it; an ambiguous file is refused.
 */
@Tag("night")
class NamesOfColumnsTest {
    private static final String ROW =
            "SELECT 'ck1' AS visitor, 'form_language_de' AS segment_id, '2026-11-01T08:00:00Z' AS ts, 'form' AS method";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void aJob() throws IOException {
        job = new TestingJob(folder)
                .write(
                        "legacy/logins.csv",
                        "COOKIE,Customer,HOW,linked_AT\nck1,C-1,login,2026-10-01T08:00:00Z\nck2,C-2,login,2026-10-01T08:00:00Z\n");
        Files.delete(folder.resolve("legacy/dmp.csv"));
    }

    private void replace(String text, String by) {
        try {
            String before = Files.readString(folder.resolve("job.yaml"));
            assertThat(before).contains(text);
            Files.writeString(folder.resolve("job.yaml"), before.replace(text, by));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void deliver(String select, String file) throws SQLException, IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        try (DuckDb duck = new DuckDb()) {
            duck.write(select, folder.resolve(file));
        }
    }

    private String profiles() {
        return String.join(";", job.query("SELECT subject_id, language FROM $profiles ORDER BY 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void partsMayDifferInCase(String format) throws Exception {
        replace("legacy/dmp.csv", "legacy/dmp/*." + format);
        deliver(ROW, "legacy/dmp/a." + format);
        deliver(
                ROW.replace("ck1", "ck2")
                        .replace("visitor", "VISITOR")
                        .replace("segment_id", "SEGMENT_ID")
                        .replace("AS ts", "AS \"TS\"")
                        .replace("method", "Method"),
                "legacy/dmp/b." + format);
        job.run();

        assertThat(profiles()).isEqualTo("C-1|de;C-2|de");
    }

    /** Case-sensitive engines write Parquet files with two such columns; DuckDB cannot, so CSV represents both. */
    @Test
    void whereTwoDifferInCaseAloneNobodyCanKnow() {
        job.write(
                "legacy/dmp.csv",
                "Visitor,VISITOR,segment_id,ts,method\nck1,ck2,form_language_de,2026-11-01T08:00:00Z,form\n");
        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("legacy/dmp.csv of legacy source 'dmp': column 'visitor' is missing");

        job.write(
                "legacy/dmp.csv",
                "Visitor,visitor,segment_id,ts,method\nck1,ck2,form_language_de,2026-11-01T08:00:00Z,form\n");
        job.run();
        assertThat(profiles()).isEqualTo("C-2|de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void keysOfAWideSourceAreNoValuesInAnyCase(String format) throws Exception {
        replace("legacy/dmp.csv", "legacy/dmp/*." + format);
        replace("shape: membership", "shape: wide");
        replace(", segment: segment_id", "");
        deliver(
                "SELECT 'ck1' AS \"VISITOR\", 'de' AS language, '2026-11-01T08:00:00Z' AS \"TS\", 'form' AS \"METHOD\"",
                "legacy/dmp/a." + format);

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("VISITOR"));
        assertThat(job.query("SELECT \"values\" FROM $removals")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void declarationsMayDifferInCase(String format) throws Exception {
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\n")
                .declared(
                        NIGHT, declares("d1", "C-1", "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z"));
        Path said = folder.resolve("declarations/store-2026-11-22.csv");
        Files.writeString(
                said, Files.readString(said).replace(TestingJob.HEADER, TestingJob.HEADER.toUpperCase(Locale.ROOT)));
        if (format.equals("parquet")) {
            deliver(
                    "SELECT * FROM read_csv('" + said + "', all_varchar = true)",
                    "declarations/store-2026-11-22.parquet");
            replace("store-{date}.csv", "store-{date}.parquet");
        }
        job.run();

        assertThat(job.query("SELECT subject_id, home_store FROM $profiles")).containsExactly("C-1|Kiel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void aFolderMayBearAColumn(String format) throws Exception {
        replace("legacy/dmp.csv", "dmp/segment_id=*/method=*/*." + format);
        String row = ROW.replace("'form_language_de' AS segment_id, ", "").replace(", 'form' AS method", "");
        String place = "dmp/segment_id=form_language_de/method=form/a.";
        if (format.equals("jsonl")) {
            job.write(place + format, "{\"visitor\":\"ck1\",\"ts\":\"2026-11-01T08:00:00Z\"}\n");
        } else {
            deliver(row, place + format);
        }
        job.run();

        assertThat(profiles()).isEqualTo("C-1|de");
    }

    /** A column of the file takes precedence over its folder. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void aColumnOfTheFileComesFirst(String format) throws Exception {
        replace("legacy/dmp.csv", "dmp/*/*." + format);
        deliver(ROW, "dmp/segment_id=form_language_en/a." + format);
        job.run();

        assertThat(profiles()).isEqualTo("C-1|de");
    }

    @Test
    void whatHiveWritesForNothingIsNothing() throws Exception {
        replace("legacy/dmp.csv", "dmp/*/*.parquet");
        deliver(
                ROW.replace("'form_language_de' AS segment_id, ", ""),
                "dmp/segment_id=__HIVE_DEFAULT_PARTITION__/a.parquet");

        assertThatThrownBy(job::run).hasMessageContaining("column 'segment_id' is missing");
    }

    @Test
    void aFolderBearsNoKey() throws Exception {
        replace("legacy/dmp.csv", "dmp/*/*.parquet");
        deliver(ROW.replace("'ck1' AS visitor, ", ""), "dmp/visitor=ck1/a.parquet");

        assertThatThrownBy(job::run).hasMessageContaining("column 'visitor' is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl", "parquet"})
    void aFolderBearsNobodyWhoSpoke(String format) throws Exception {
        replace("declarations/store-{date}.csv", "declarations/subject_id=*/*." + format);
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\n")
                .declared(
                        NIGHT, declares("d1", "C-1", "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z"));
        Path said = folder.resolve("declarations/store-2026-11-22.csv");
        String place = "declarations/subject_id=C-1/store-2026-11-22." + format;
        deliver("SELECT * EXCLUDE (subject_id) FROM read_csv('" + said + "', all_varchar = true)", place);

        assertThatThrownBy(job::run).hasMessageContaining("Cannot read").hasMessageContaining("'subject_id'");
    }
}
