package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.process.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: every mapped column is in each file, unless it is optional; unread columns that may matter are reported.
 * Without the score column, an inference of a model would be mistaken for a declaration.
 */
@Tag("night")
class MappedColumnsTest {
    private static final String SOUND =
            "{\"visitor\":\"ck1\",\"segment\":\"form_language_de\",\"score\":0.9,\"by\":\"form\","
                    + "\"ts\":\"2026-10-01T08:00:00Z\"}\n";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void aJobOfEveryKindOfSource() {
        job = new TestingJob(folder)
                .write("m-1.jsonl", SOUND.repeat(3))
                .write(
                        "links.jsonl",
                        "{\"cookie\":\"ck1\",\"customer\":\"C-1\",\"how\":\"login\",\"at\":\"2026-11-01T08:00:00Z\"}\n")
                .write("opt-outs.jsonl", "{\"cookie\":\"ck9\",\"customer\":null}\n")
                .write("said.jsonl", said("d1", "declare", "\"ends\":\"2027-01-01\",\"zwecke\":[\"service_messages\"]"))
                .write(
                        "erase.jsonl",
                        "{\"subject_id\":\"C-9\",\"requested_at\":\"2026-11-01T08:00:00Z\",\"why\":\"asked\"}\n");
        write("");
    }

    private void write(String allowances) {
        job.write("job.yaml", """
                job: test
                zone: Europe/Berlin
                policy: %s
                warehouse: warehouse
                guards: { profiles-may-shrink-by: 1.0, refusals-may-reach: 1.0, values-lost-may-reach: { undated: 1 } }
                legacy:
                  memberships:
                    - name: m
                      path: m-*
                      format: jsonl
                      columns: { cookie-id: visitor, segment: segment, score: score, collected-by: by, assigned-at: ts }
                %s
                  links:
                    - name: logins
                      path: links.jsonl
                      columns: { cookie-id: cookie, subject-id: customer, method: how, linked-at: at }
                  opt-outs:
                    - name: opt-outs
                      path: opt-outs.jsonl
                      columns: { cookie-id: cookie, subject-id: customer }
                declarations:
                  - name: web
                    path: said.jsonl
                    delivers: snapshot
                    columns: { valid-until: ends, purposes: zwecke }
                erasures:
                  - name: requests
                    path: erase.jsonl
                    columns: { reason: why }
                """.formatted(Path.of("jobs/policy").toAbsolutePath(), allowances.indent(6)));
    }

    private static String said(String id, String action, String more) {
        return "{\"declaration_id\":\"" + id + "\",\"subject_id\":\"C-1\",\"action\":\"" + action
                + "\",\"attribute\":\"language\",\"value\":\"de\",\"notice_id\":\"preference-centre\",\"notice_version\":\"2\","
                + "\"notice_language\":\"en\",\"channel\":\"web_preference_center\",\"elicitation\":\"prompted_choice\","
                + "\"declared_by\":\"self\",\"declared_at\":\"2026-11-20T10:00:00Z\",\"jurisdiction\":\"DE\"," + more
                + "}\n";
    }

    private void replace(String file, String text, String by) throws Exception {
        Path path = folder.resolve(file);
        Files.writeString(path, Files.readString(path).replace(text, by));
    }

    @Test
    void aScoredValueIsInferred() {
        assertThat(job.run().notices()).noneMatch(notice -> notice.startsWith("Column"));
        assertThat(job.query("SELECT language FROM $profiles WHERE language__lineage.origin <> 'declared'"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "m-1.jsonl, score, model_score, score",
        "m-1.jsonl, by, method, collected-by",
        "m-1.jsonl, ts, time, assigned-at",
        "m-1.jsonl, visitor, cookie, cookie-id",
        "links.jsonl, at, time, linked-at",
        "opt-outs.jsonl, cookie, visitor, cookie-id",
        "opt-outs.jsonl, customer, person, subject-id",
        "said.jsonl, ends, valid_to, valid-until",
        "said.jsonl, zwecke, purposes, purposes",
        "erase.jsonl, why, because, reason",
    })
    void aKeyThatNoRecordHasStopsTheNight(String file, String key, String renamed, String setting) throws Exception {
        replace(file, '"' + key + "\":", '"' + renamed + "\":");

        assertThatThrownBy(job::run)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageContaining(file)
                .hasMessageContaining("'" + key + "'")
                .hasMessageContaining("[" + renamed + "]")
                .hasMessageContaining("map it with columns." + setting);
    }

    /** Each file is looked at: sound ones do not speak for it. */
    @Test
    void aKeyThatOneFileLacksStopsTheNight() {
        job.write("m-2.jsonl", SOUND.replace("score", "model_score"));

        assertThatThrownBy(job::run)
                .hasMessageContaining("m-2.jsonl")
                .hasMessageContaining("column 'score' is missing, no record has it, others that nobody reads are"
                        + " [model_score]; map it with columns.score, or call it optional");
    }

    @Test
    void aKeyThatIsNullOrComesLateOccurs() throws Exception {
        replace("m-1.jsonl", "\"score\":0.9", "\"score\":null");
        job.write("m-2.jsonl", SOUND.replace("\"score\":0.9,", "").repeat(6000) + SOUND);

        assertThatCode(job::run).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "{broken\n"})
    void aFileWithoutARecordHasNoKeysAndIsNotRefusedForThat(String text) {
        job.write("m-2.jsonl", text);
        if (text.startsWith("{")) {
            assertThatThrownBy(job::run).hasMessageContaining("1 of its 1 record cannot be read");
        } else {
            assertThatCode(job::run).doesNotThrowAnyException();
        }
    }

    @Test
    void aFileOfWithdrawalsAloneNeedsNotWhatDeclarationsNeed() {
        job.write("said.jsonl", said("d2", "withdraw", "\"ends\":null"));

        assertThatCode(job::run).doesNotThrowAnyException();
    }

    @Test
    void whatIsOptionalMayBeMissing() throws SQLException {
        write("format: jsonl\noptional: [score, assigned-at]".replace("format: jsonl\n", ""));
        job.write("m-2.jsonl", SOUND.replace("score", "model_score").replace("ts", "time"));
        assertThatCode(job::run).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void whatIsOptionalMayBeMissingFromOnePart(String format) throws Exception {
        try (DuckDb duck = new DuckDb()) {
            for (String select : new String[] {
                "SELECT 'ck1' AS visitor, 'form_language_de' AS segment, 0.9 AS score, 'form' AS \"by\", '2026-10-01T08:00:00Z' AS ts",
                "SELECT 'ck1' AS visitor, 'form_language_de' AS segment, 'form' AS \"by\", '2026-10-01T08:00:00Z' AS ts"
            }) {
                duck.write(select, folder.resolve((select.contains("score") ? "m-1." : "m-2.") + format));
            }
        }
        Files.delete(folder.resolve("m-1.jsonl"));
        replace("job.yaml", "format: jsonl", "format: " + format);
        assertThatThrownBy(job::run)
                .hasMessageContaining("m-2." + format)
                .hasMessageContaining("column 'score' is missing")
                .hasMessageEndingWith("map it with columns.score, or call it optional");

        write("optional: [score]");
        replace("job.yaml", "format: jsonl", "format: " + format);
        job.run();
        assertThat(job.query("SELECT subject_id FROM $removals WHERE origin = 'inferred'"))
                .hasSize(1);
    }

    @Test
    void onlyWhatAFileCanDoWithoutIsOptional() {
        write("optional: [score, cookie-id]");
        assertThatThrownBy(job::file)
                .hasMessageContaining("'cookie-id': of the columns that are mapped a file can do without"
                        + " [assigned-at, collected-by, score]");
    }

    /** Found by co-occurrence: it is unread, and present exactly where the score is missing. */
    @Test
    void aKeyRenamedInOneRecordIsReported() {
        job.write("m-2.jsonl", SOUND + SOUND.replace("\"score\"", "\"model_score\""));

        assertThat(job.run().notices())
                .contains("Column 'model_score' of source 'm' (m-2.jsonl) is not read, and may be 'score', which is "
                        + "missing there. Map it under columns, or list it under ignore-columns");
    }

    /** Wherever in the file it is: a model's value would pass for what a person typed in. */
    @Test
    void aKeyRenamedInTheLastOfManyRecordsIsReported() throws Exception {
        String renamed = SOUND.replace("\"score\"", "\"model_score\"");
        job.write("m-2.jsonl", SOUND.repeat(7_000) + renamed);
        String notice = "Column 'model_score' of source 'm' is not read, and may be 'score', which is missing there. "
                + "Map it under columns, or list it under ignore-columns";
        assertThat(job.run(NIGHT.minusDays(1)).notices()).contains(notice);

        write("ignore-columns: [model_score]");
        assertThat(job.run().notices()).doesNotContain(notice);
    }

    @Test
    void anEndRenamedInTheLastOfManyDeclarationsIsReported() throws Exception {
        String sound = Files.readString(folder.resolve("said.jsonl"));
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < 6_000; i++) {
            said.append(sound.replace("\"d1\"", "\"d" + i + "\""));
        }
        job.write("said.jsonl", said + sound.replace("\"d1\"", "\"x\"").replace("\"ends\"", "\"endet\""));
        assertThat(job.run().notices())
                .contains("Column 'endet' of source 'web' is not read, and may be 'ends', which is missing there. Map "
                        + "it under columns, or list it under ignore-columns");
    }

    /** Sparse keys may never occur together, and withdrawals have separate keys. */
    @Test
    void keysThatHardlyMeetAreNotReported() throws Exception {
        String other = SOUND.replace("\"score\":0.9,", "\"campaign\":\"x\",");
        job.write(
                "m-2.jsonl",
                SOUND.repeat(3_000) + SOUND.replace("\"score\":0.9,", "").repeat(9_000) + other);
        String said = Files.readString(folder.resolve("said.jsonl"));
        job.write(
                "said.jsonl",
                said.repeat(6_000)
                        + said("w", "withdraw", "\"why\":\"x\"")
                                .replace("\"jurisdiction\":\"DE\",", "")
                                .repeat(50));
        assertThat(job.run().notices()).noneMatch(notice -> notice.startsWith("Column"));
    }

    /** Erasing somebody who asked for a copy cannot be undone. */
    @Test
    void aColumnThatSaysWhatIsAskedForIsReported() throws Exception {
        replace("erase.jsonl", "\"why\"", "\"request_type\":\"access\",\"why\"");

        assertThat(job.run().notices())
                .anyMatch(notice ->
                        notice.startsWith("Column 'request_type' of source 'requests' (erase.jsonl) looks as if"));
    }

    @Test
    void aColumnThatSaysHowSureALinkIsIsReported() throws Exception {
        replace("links.jsonl", "\"how\"", "\"confidence\":0.3,\"how\"");

        assertThat(job.run().notices())
                .anyMatch(notice ->
                        notice.startsWith("Column 'confidence' of source 'logins' (links.jsonl) looks as if"));
    }

    /** An unmapped key that no record has is not reported as a renamed one. */
    @Test
    void aKeyOfItsOwnIsNotTakenForOneThatNobodyAskedFor() throws Exception {
        replace("said.jsonl", "\"ends\"", "\"campaign\":\"x\",\"ends\"");

        assertThat(job.run().notices()).noneMatch(notice -> notice.startsWith("Column 'campaign'"));
    }

    @Test
    void aFlagInTheItemsOfAListIsReported() throws Exception {
        job.write(
                "m-1.jsonl",
                "{\"visitor\":\"ck1\",\"segment\":[{\"id\":\"form_language_de\",\"status\":\"exited\"}],\"score\":null,"
                        + "\"by\":\"form\",\"ts\":\"2026-10-01T08:00:00Z\"}\n");
        replace("job.yaml", "format: jsonl\n", "format: jsonl\n      shape: list\n");
        replace("job.yaml", "segment: segment,", "segments: segment, segment: segment.id,");
        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith(
                        "Column 'segment.status' of source 'm' (m-1.jsonl) looks as if it said which rows count"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"is_member", "inSegment", "valid_to", "excluded"})
    void rowsThatAreNoMembershipsAreReported(String flag) throws Exception {
        replace("m-1.jsonl", "\"visitor\"", "\"" + flag + "\":\"false\",\"visitor\"");
        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith(
                        "Column '" + flag + "' of source 'm' (m-1.jsonl) looks as if it said which rows count"));
    }

    @Test
    void whatLooksLikeAFlagIsReportedUnlessItIsIgnored() throws Exception {
        replace("m-1.jsonl", "\"visitor\"", "\"op\":\"REMOVE\",\"visitor\"");
        String notice =
                "Column 'op' of source 'm' (m-1.jsonl) looks as if it said which rows count, and is not asked: each row"
                        + " counts as a yes, whatever it says. Deliver the rows alone that count, or list it under ignore-columns";
        assertThat(job.run(NIGHT.minusDays(1)).notices()).contains(notice);

        write("ignore-columns: [op]");
        assertThat(job.run().notices()).doesNotContain(notice);
    }

    /** If no such column is mapped, an inference of a model would be mistaken for a typed-in value. */
    @Test
    void whatSaysHowValuesCameToBeIsReportedUnlessItIsReadOrIgnored() throws Exception {
        String notice = "Column 'model_score' of source 'm' (m-1.jsonl) looks as if it said how values came to be";
        replace("m-1.jsonl", "\"visitor\"", "\"model_score\":0.7,\"visitor\"");
        assertThat(job.run(NIGHT.minusDays(2)).notices()).noneMatch(text -> text.startsWith(notice));

        write("optional: [score]");
        assertThat(job.run(NIGHT.minusDays(1)).notices()).anyMatch(text -> text.startsWith(notice));

        replace("job.yaml", "optional: [score]", "optional: [score]\n      ignore-columns: [model_score]");
        assertThat(job.run().notices()).noneMatch(text -> text.startsWith(notice));
    }

    @Test
    void howACsvFileWasCollectedIsReported() throws Exception {
        Files.delete(folder.resolve("m-1.jsonl"));
        job.write(
                "m-1.csv",
                "visitor,segment,score,collection_method,ts\nck1,form_language_de,,modelled,2026-10-01T08:00:00Z\n");
        replace("job.yaml", "format: jsonl", "format: csv");
        replace("job.yaml", "collected-by: by, ", "");

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith("Column 'collection_method' of source 'm' (1 file) looks as if it"
                        + " said how values came to be"));
    }

    /** Whichever of many files it is that differs. */
    @Test
    void aFlagInTheLastFileOfManyIsReported() throws Exception {
        String header = "visitor,segment,score,by,ts";
        String row = "ck1,form_language_de,0.9,form,2026-10-01T08:00:00Z";
        Files.delete(folder.resolve("m-1.jsonl"));
        for (int i = 0; i < 40; i++) {
            job.write(String.format("m-%02d.csv", i), header + "\n" + row + "\n");
        }
        job.write("m-40.csv", header + ",op\n" + row + ",REMOVE\n");
        replace("job.yaml", "format: jsonl", "format: csv");
        job.write("links.csv", "cookie,customer,how,at,is_active\nck1,C-1,login,2026-11-01T08:00:00Z,false\n");
        replace("job.yaml", "links.jsonl", "links.csv");

        assertThat(job.run().notices())
                .anyMatch(notice ->
                        notice.startsWith("Column 'op' of source 'm' (1 file) looks as if it said which rows count"))
                .anyMatch(notice -> notice.startsWith(
                        "Column 'is_active' of source 'logins' (1 file) looks as if it said which rows count"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cookie,customer,gpc;ck1,,true;ck2,,false | gpc",
                "cookie,customer,wish;ck1,,1;ck2,,0 | wish",
                "cookie,customer,isDeleted;ck1,,x | isDeleted"
            })
    void aListOfOptOutsWithAColumnOfYesAndNoIsReported(String rows, String column) throws Exception {
        job.write("opt-outs.csv", rows.replace(';', '\n') + "\n");
        replace("job.yaml", "opt-outs.jsonl", "opt-outs.csv");

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith("Column '" + column
                        + "' of source 'opt-outs' (opt-outs.csv) looks as if it said which rows count"));
    }

    @Test
    void anUnreadColumnIsReportedWhereTheEndIsMissing() throws Exception {
        job.write("said.csv", TestingJob.HEADER.replace("valid_until", "frist").replace("purposes", "zwecke"));
        replace("job.yaml", "said.jsonl", "said.csv");
        replace("job.yaml", "valid-until: ends, ", "");

        assertThat(job.run().notices())
                .contains("Column 'frist' of source 'web' (said.csv) is not read, and may be 'valid_until', which is "
                        + "missing there. Map it under columns, or list it under ignore-columns");
    }

    /** Values would be used after that end. */
    @ParameterizedTest
    @ValueSource(strings = {"valid_to", "ValidUntil", "expires_at", "gültig bis"})
    void anEndUnderAnotherNameIsRefused(String name) throws Exception {
        job.write("said.csv", TestingJob.HEADER.replace("valid_until", name).replace("purposes", "zwecke"));
        replace("job.yaml", "said.jsonl", "said.csv");
        replace("job.yaml", "valid-until: ends, ", "");
        assertThatThrownBy(job::run)
                .hasMessageContaining(
                        "said.csv: column '" + name + "' looks like the last day of values, and 'valid_until' is"
                                + " missing; map it with columns.valid-until, or list it under ignore-columns");

        replace("job.yaml", "delivers: snapshot", "ignore-columns: ['" + name + "']\n    delivers: snapshot");
        assertThatCode(job::run).doesNotThrowAnyException();
    }

    @Test
    void anEndUnderAnotherNameInJsonIsRefused() throws Exception {
        replace("job.yaml", "valid-until: ends, ", "");
        assertThatCode(job::run).doesNotThrowAnyException();
        replace("said.jsonl", "\"ends\"", "\"expires_at\"");
        assertThatThrownBy(job::run)
                .hasMessageContaining("said.jsonl: column 'expires_at' looks like the last day of values");
        replace("said.jsonl", "\"expires_at\"", "\"valid_until\":null,\"expires_at\"");
        assertThatCode(job::run).doesNotThrowAnyException();
    }

    /** As in files: a row that the table calls deleted counts as a yes all the same. */
    @Test
    void aFlagOfATableIsReportedUnlessItIsIgnored() throws Exception {
        String columns = TestingJob.HEADER.strip().replace("purposes", "zwecke").replace("value,", "\"VALUE\",");
        job.write(
                "tables.sql",
                "CREATE TABLE declaration (" + columns.replace(",", " varchar, ")
                        + " varchar, is_deleted boolean, created varchar);"
                        + "CREATE TABLE asked (subject_id varchar, requested_at varchar, why varchar, status varchar);");
        replace("job.yaml", "path: said.jsonl", "database: { scripts: [tables.sql], table: declaration }");
        replace("job.yaml", "path: erase.jsonl", "database: { scripts: [tables.sql], table: asked }");
        replace("job.yaml", "valid-until: ends, ", "");
        List<String> notices = job.run(NIGHT.minusDays(1)).notices();
        assertThat(notices)
                .anyMatch(notice ->
                        notice.startsWith("Column 'IS_DELETED' of source 'web' (declaration) looks as if it said"))
                .anyMatch(
                        notice -> notice.startsWith("Column 'STATUS' of source 'requests' (asked) looks as if it said"))
                .noneMatch(notice -> notice.contains("CREATED"));

        replace("job.yaml", "table: asked }", "table: asked }\n    ignore-columns: [status]");
        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("STATUS"));
    }
}
