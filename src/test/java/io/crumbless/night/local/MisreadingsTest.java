package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: unsupported notations are quarantined or reported; they never become a name or a segment. */
@Tag("night")
class MisreadingsTest {
    @TempDir
    private Path folder;

    private TestingJob wide(String csv) throws Exception {
        TestingJob job = new TestingJob(folder).write("crm.csv", csv);
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "  links:\n",
                                "    - name: crm\n      path: crm.csv\n      shape: wide\n"
                                        + "      columns: { subject-id: id, assigned-at: at }\n  links:\n"));
        return job;
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", "None", "N/A", "#N/A", "null", "(null)", "<NA>", "\"NULL\"", "undefined"})
    void aWordForNothingIsNobodysName(String word) throws Exception {
        TestingJob job =
                wide("id,preferred_name,at\nC-1," + word + ",2026-10-01T08:00:00Z\nC-2,Null,2026-10-01T08:00:00Z\n");

        job.run();

        assertThat(job.query("SELECT subject_id, preferred_name FROM $profiles"))
                .containsExactly("C-2|Null");
        assertThat(job.query("SELECT reason, position FROM $refusals")).containsExactly("value_invalid|2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\N", "NULL", "''", ""})
    void theWordsOfCsvAreNothing(String word) throws Exception {
        TestingJob job = wide("id,preferred_name,at\nC-1," + word + ",2026-10-01T08:00:00Z\n");

        job.run();

        assertThat(job.query("SELECT count(*) FROM $profiles UNION ALL SELECT count(*) FROM $refusals"))
                .containsExactly("0", "0");
    }

    /** A cookie or a customer of that name would be everybody's. */
    @Test
    void aWordForNothingIsNotAnId() throws Exception {
        TestingJob job = wide("id,preferred_name,at\nnan,Ada,2026-10-01T08:00:00Z\nC-2,Bo,2026-10-01T08:00:00Z\n")
                .write(
                        "legacy/logins.csv",
                        "cookie,customer,how,linked_at\nNone,C-1,login,2026-11-01T00:00:00Z\n"
                                + "ck1,nan,login,2026-11-01T00:00:00Z\nck2,C-2,login,2026-11-01T00:00:00Z\n"
                                + "ck3,C-3,login,2026-11-01T00:00:00Z\nck4,C-4,login,2026-11-01T00:00:00Z\n");

        job.run();

        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-2");
        assertThat(job.query("SELECT source, reason FROM $refusals ORDER BY 1, 2"))
                .containsExactly("crm|key_missing", "logins|cookie_missing", "logins|subject_missing");
    }

    @Test
    void aDeclaredWordForNothingIsReported() {
        TestingJob job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-1", "preferred_name", "None", "service_messages", "2026-11-20T10:00:00Z"));

        assertThat(job.run().notices())
                .contains(
                        "1 declared text of source 'store' is a word that programs write for no value (None, nan, N/A and"
                                + " the like) or forms for no answer (Prefer not to say), and was used as the person's answer;"
                                + " deliver an empty field instead");
    }

    private TestingJob budgets(String... values) {
        TestingJob job = new TestingJob(folder);
        String[] lines = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            lines[i] = declares(
                    "d" + i, "C-" + i, "purchase_budget", values[i], "recommend_products", "2026-11-20T10:00:00Z");
        }
        return job.declared(NIGHT, lines);
    }

    /** One and a half, or one thousand five hundred. */
    @ParameterizedTest
    @ValueSource(strings = {"\"749,90\"", "\"1.234,56\"", "750"})
    void aPointThatMaySeparateThousandsIsReported(String other) {
        assertThat(budgets("1.500", other).run().notices())
                .contains(
                        "1 number of attribute 'purchase_budget' of source 'store' has three digits behind a point (1.500), and"
                                + " others there have none or a comma: the point counts as that of a decimal fraction; where it"
                                + " separates thousands, have the numbers delivered without it");
    }

    @Test
    void numbersOfThreeDecimalsAreNotReported() {
        assertThat(budgets("749.900", "20.000", "0.500", "1234.500").run().notices())
                .noneMatch(notice -> notice.contains("three digits behind a point"));
    }

    /** In a wide source too: the column is named after the value beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"preferred_name_confidence", "preferred_name_source"})
    void aColumnThatSaysHowAnotherCameToBeIsReported(String column) throws Exception {
        TestingJob job = wide("id,preferred_name," + column + ",at\nC-1,Ada,0.4,2026-10-01T08:00:00Z\n");

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith("Column '" + column
                        + "' of source 'crm' (1 file) looks as if it said how" + " values came to be"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"form_language_de;456;789", "\"form_language_de,456\"", "456|form_language_de"})
    void aListInTheFieldOfOneSegmentIsUnknownAndReported(String segments) {
        TestingJob job = new TestingJob(folder)
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1," + segments + ",2026-11-01T00:00:00Z,form\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1,login,2026-11-01T00:00:00Z\n");

        assertThat(job.run().notices())
                .contains(
                        "1 value of source 'dmp' has a name that seems to list several segments, separated by commas or"
                                + " semicolons; its origin is unknown. Deliver one segment in each row, or a list as a"
                                + " JSON array or separated by |");
        assertThat(job.query("SELECT subject_id, origin FROM $removals")).containsExactly("C-1|unknown");
    }

    @Test
    void aTitleWithACommaIsOneName() {
        TestingJob job = new TestingJob(folder)
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,\"Home, Garden; DIY\",2026-11-01T00:00:00Z,x\n");

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("holds several"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet", "jsonl"})
    void aColumnOfYesAndNoForASegmentIsReported(String format) throws Exception {
        TestingJob job = wide("");
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'C-' || range AS id, 'Ada' AS preferred_name, range % 2 AS seg_mom, range % 2 = 1 AS seg_dad,"
                            + " 1 AS seg_all, range AS seg_count, '2026-10-01T08:00:00Z' AS at FROM range(10)",
                    folder.resolve("crm." + format));
        }
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("crm.csv", "crm." + format));

        String notice =
                "Column '%s' of source 'crm' seems to hold yes or no for a segment; each cell counts as a value, even a"
                        + " cell that says no. Set 'one-hot: true', or list the column under ignore-columns";
        assertThat(job.run().notices())
                .contains(notice.formatted("seg_mom"), notice.formatted("seg_dad"))
                .doesNotContain(notice.formatted("seg_all"), notice.formatted("seg_count"));

        Files.writeString(
                file,
                Files.readString(file)
                        .replace("shape: wide\n", "shape: wide\n      ignore-columns: [seg_mom, seg_dad]\n"));
        assertThat(job.run().notices()).doesNotContain(notice.formatted("seg_mom"), notice.formatted("seg_dad"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet", "jsonl"})
    void inAOneHotSourceNoIsNoMembership(String format) throws Exception {
        TestingJob job = wide("");
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'C-' || range AS id, range % 2 AS seg_mom, range % 2 = 1 AS seg_dad, 0 AS seg_none,"
                            + " '2026-10-01T08:00:00Z' AS at FROM range(10)",
                    folder.resolve("crm." + format));
        }
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("crm.csv", "crm." + format)
                        .replace("shape: wide\n", "shape: wide\n      one-hot: true\n"));

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("seems to hold yes or no"));
        assertThat(job.query("SELECT sum(\"values\")::int FROM $removals")).containsExactly("10");
    }

    /** It cannot be understood, and the message says how to make it so. */
    @Test
    void aWithdrawalWhoseTimeHasNoOffsetSaysHowToGoOn() {
        TestingJob job = new TestingJob(folder)
                .declared(NIGHT, TestingJob.withdraws("w1", "C-1", "language", "", "2026-03-29 02:30:00"));

        assertThatThrownBy(job::run)
                .hasMessage(
                        "Cannot admit declarations/store-2026-11-22.csv: the record at 2 may be a withdrawal and is not"
                                + " understood (time_without_zone); have declared_at delivered with its offset, or set the zone of"
                                + " source 'store', then run again");
    }

    @Test
    void fieldsMayBePartedByAControlCharacter() throws Exception {
        TestingJob job = wide("id\u0001preferred_name\u0001at\nC-1\u0001Ada\u00012026-10-01T08:00:00Z\n");
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("shape: wide\n", "shape: wide\n      csv: { delimiter: \"\\u0001\", quote: none }\n"));

        job.run();

        assertThat(job.query("SELECT preferred_name FROM $profiles")).containsExactly("Ada");
    }

    /** A comment above the header takes its place, so that no column is found. */
    @Test
    void linesAboveTheHeaderAreReported() throws Exception {
        TestingJob job =
                wide("# exported by CRM\n# all customers\nid,preferred_name,at\nC-1,Ada,2026-10-01T08:00:00Z\n");

        assertThatThrownBy(job::run)
                .hasMessageContaining("crm.csv")
                .hasMessageContaining("line 3 looks like its header: deliver the file without the lines above it");
    }
}
