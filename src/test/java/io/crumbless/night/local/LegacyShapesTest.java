package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.answers.explain.LegacyHoldings;
import io.crumbless.answers.explain.LiveLegacy;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.settings.yaml.ProblemsException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: segments are read from the lists, maps and pairs of exports, and a row that says no is not mistaken for a
 * yes; excluded rows are counted in a separate bin.
 */
@Tag("night")
class LegacyShapesTest {
    private static final String LINKS = "cookie,customer,how,linked_at\n"
            + "ck-1,C-1,login,2026-11-01T08:00:00Z\nck-2,C-2,login,2026-11-01T08:00:00Z\n"
            + "ck-3,C-3,login,2026-11-01T08:00:00Z\nck-4,C-4,login,2026-11-01T08:00:00Z\n";

    @TempDir
    private Path folder;

    /** A job with one more source of memberships, or of another kind. */
    private TestingJob job(String kind, String keys) throws Exception {
        TestingJob job = new TestingJob(folder).write("legacy/logins.csv", LINKS);
        Path file = folder.resolve("job.yaml");
        String entry = "    - name: crm\n" + keys.indent(6);
        String text = Files.readString(file);
        Files.writeString(
                file,
                text.contains("  " + kind + ":\n")
                        ? text.replace("  " + kind + ":\n", "  " + kind + ":\n" + entry)
                        : text.replace("  links:\n", "  " + kind + ":\n" + entry + "  links:\n"));
        return job;
    }

    private TestingJob memberships(String keys) throws Exception {
        return job("memberships", keys);
    }

    private static List<String> languages(TestingJob job) {
        return job.query("SELECT subject_id, language FROM $profiles ORDER BY 1");
    }

    private static String books(RunReport report, String unit) {
        return report.balance().stream()
                .filter(line -> line.source().equals("crm") && line.unit().equals(unit))
                .map(line -> line.counted() + " " + line.bins())
                .findFirst()
                .orElse("");
    }

    @Test
    void traitsPartedByCommasAreAList() throws Exception {
        TestingJob job =
                memberships("""
                path: t.sync
                format: csv
                csv: { delimiter: tab, quote: none, header: [visitor, traits] }
                shape: list
                list: { separator: "," }
                columns: { cookie-id: visitor, segments: traits }
                assigned-at: "{date}"
                """).write("t.sync", "ck-1\tform_language_de,456,789\nck-2\td_sid=24289,d_sid=24290\n");

        RunReport report = job.run();

        assertThat(books(report, "legacy_values")).isEqualTo("5 {provided_kept=1, stripped_unknown=4}");
        assertThat(languages(job)).containsExactly("C-1|de");
    }

    @Test
    void aPairOfARemovalIsNoMembership() throws Exception {
        TestingJob job = memberships("""
                path: t.csv
                csv: { delimiter: tab, quote: none, header: [visitor, at, traits] }
                shape: list
                list: { separator: ",", pair: "=" }
                columns: { cookie-id: visitor, segments: traits, segment: traits.value, assigned-at: at }
                where: { traits.key: not d_unsid }
                """)
                .write(
                        "t.csv",
                        "ck-1\t2026-10-01T08:00:00Z\t\"d_sid\"=\"form_language_de\",\"d_unsid\"=\"456\"\n"
                                + "ck-2\t2026-10-01T08:00:00Z\t\"D_UNSID\"=\"form_language_de\"\n"
                                + "ck-3\t2026-10-01T08:00:00Z\tform_language_en\n");

        RunReport report = job.run();

        assertThat(languages(job)).containsExactly("C-1|de", "C-3|en");
        assertThat(books(report, "legacy_values")).isEqualTo("4 {left_out=2, provided_kept=2}");
        assertThat(held(job, "C-1")).containsExactly("form_language_de");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"form_language_de\u0002456\u0002111", "[form_language_de\u0002 456]", "{\"form_language_de\"}"})
    void listsWithinControlCharactersAndBracketsAreRead(String list) throws Exception {
        TestingJob job = memberships("""
                path: cdf.csv
                csv: { delimiter: "\\u0001", quote: none, header: [at, device, segments] }
                zone: UTC
                shape: list
                list: { separator: "\\u0002" }
                columns: { cookie-id: device, segments: segments, assigned-at: at }
                """).write("cdf.csv", "2026-11-21 08:00:00\u0001ck-1\u0001" + list + "\n");

        job.run();

        assertThat(languages(job)).containsExactly("C-1|de");
    }

    @Test
    void pairsMayStandInATextOfJson() throws Exception {
        TestingJob job = memberships("""
                path: t.jsonl
                shape: list
                list: { separator: ";", pair: "=" }
                columns: { cookie-id: id, segments: traits, segment: traits.value, assigned-at: at }
                where: { traits.key: in }
                """)
                .write(
                        "t.jsonl",
                        "{\"id\":\"ck-1\",\"at\":\"2026-10-01T08:00:00Z\",\"traits\":\"in=form_language_de; out=456\"}\n");

        assertThat(books(job.run(), "legacy_values")).isEqualTo("2 {left_out=1, provided_kept=1}");
    }

    @Test
    void aListWithoutItemsIsEmpty() throws Exception {
        TestingJob job = memberships("""
                path: bss.csv
                csv: { delimiter: ":", quote: none, header: [uid, segs] }
                shape: list
                list: { separator: ";" }
                columns: { cookie-id: uid, segments: segs }
                """).write("bss.csv", "ck-1:77;88\nck-2:\nck-3:[]\n");

        assertThat(books(job.run(), "legacy_rows")).isEqualTo("3 {empty=2, expanded=1}");
    }

    private static final String GA = """
                shape: list
                times: epoch-micros
                columns:
                  subject-id: user_id
                  segments: user_properties
                  attribute: user_properties.key
                  value: [user_properties.value.string_value, user_properties.value.int_value]
                  assigned-at: event_timestamp
                """;

    /** The shipped policy takes a language that was typed into the account form. */
    @ParameterizedTest
    @ValueSource(strings = {"jsonl", "parquet"})
    void itemsOfAListMayNameAttributes(String format) throws Exception {
        TestingJob job = memberships("path: e." + format + "\n" + GA);
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'C-' || range AS user_id, 1763712000000000 AS event_timestamp,"
                            + " [{'key': 'language', 'value': {'string_value': 'de', 'int_value': NULL::BIGINT}},"
                            + " {'key': 'kids', 'value': {'string_value': NULL, 'int_value': 2}},"
                            + " {'key': 'nothing', 'value': {'string_value': NULL, 'int_value': NULL}}]"
                            + " AS user_properties FROM range(3)",
                    folder.resolve("e." + format));
        }

        RunReport report = job.run();

        assertThat(languages(job)).containsExactly("C-0|de", "C-1|de", "C-2|de");
        assertThat(books(report, "legacy_values")).isEqualTo("6 {provided_kept=3, stripped_unknown=3}");
        assertThat(held(job, "C-1")).containsExactly("language", "kids");
    }

    @Test
    void aMapInParquetIsAListOfItsEntries() throws Exception {
        TestingJob job = memberships("""
                path: m.parquet
                shape: list
                columns: { subject-id: id, segments: props, attribute: props.key, value: props.value, assigned-at: at }
                """);
        writeMap();

        RunReport report = job.run();

        assertThat(languages(job)).containsExactly("C-0|de", "C-1|de");
        assertThat(books(report, "legacy_rows")).isEqualTo("3 {empty=1, expanded=2}");
    }

    @Test
    void aMapInAWideRowIsRefusedWithAWayOut() throws Exception {
        TestingJob job = memberships("""
                path: m.parquet
                shape: wide
                columns: { subject-id: id, assigned-at: at }
                """);
        writeMap();

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Unsupported column 'props'")
                .hasMessageContaining(
                        "read its entries with 'shape: list', segments: props, attribute: props.key, value:"
                                + " props.value");
    }

    @Test
    void anEntryOfAMapIsNoColumn() throws Exception {
        TestingJob job = memberships("""
                path: m.parquet
                shape: wide
                columns: { subject-id: id, assigned-at: at }
                values: { props.language: language }
                """);
        writeMap();

        assertThatThrownBy(job::run)
                .hasMessageContaining("Unsupported column 'props'")
                .hasMessageContaining("'shape: list'");
    }

    private void writeMap() throws Exception {
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'C-' || range AS id, if(range = 2, NULL, MAP {'language': 'de', 'x': 'y'}) AS props,"
                            + " '2026-10-01T08:00:00Z' AS at FROM range(3)",
                    folder.resolve("m.parquet"));
        }
    }

    @Test
    void aMapOfMapsIsReadByTheStatusOfItsEntries() throws Exception {
        TestingJob job = memberships("""
                path: p.jsonl
                shape: list
                columns:
                  cookie-id: id
                  segments: segmentMembership.*.*
                  segment: segmentMembership.*.*.@key
                  assigned-at: segmentMembership.*.*.lastQualificationTime
                where: { segmentMembership.*.*.status: [realized, existing] }
                """)
                .write(
                        "p.jsonl",
                        "{\"id\":\"ck-1\",\"segmentMembership\":{\"ups\":{\"form_language_de\":{\"status\":\"realized\","
                                + "\"lastQualificationTime\":\"2026-10-01T08:00:00Z\"},\"53cba6b2\":{\"status\":\"exited\","
                                + "\"lastQualificationTime\":\"2026-10-02T08:00:00Z\"}}}}\n"
                                + "{\"id\":\"ck-2\",\"segmentMembership\":{\"ups\":{\"form_language_de\":{\"status\":\"Exited\","
                                + "\"lastQualificationTime\":\"2026-10-01T08:00:00Z\"}}}}\n");

        RunReport report = job.run();

        assertThat(languages(job)).containsExactly("C-1|de");
        assertThat(books(report, "legacy_values")).isEqualTo("3 {left_out=2, provided_kept=1}");
        assertThat(held(job, "C-1")).containsExactly("form_language_de");
        assertThat(held(job, "C-2")).isEmpty();
    }

    @Test
    void theScalarsOfAMapSayYesOrNo() throws Exception {
        TestingJob job = memberships("""
                path: p.jsonl
                shape: list
                columns: { cookie-id: id, segments: audiences.*, segment: audiences.*.@key, assigned-at: at }
                where: { audiences.*: true }
                """)
                .write(
                        "p.jsonl",
                        "{\"id\":\"ck-1\",\"at\":\"2026-10-01T08:00:00Z\",\"audiences\":{\"form_language_de\":true}}\n"
                                + "{\"id\":\"ck-2\",\"at\":\"2026-10-01T08:00:00Z\",\"audiences\":{\"form_language_de\":false,"
                                + "\"form_language_en\":\"perhaps\"}}\n");

        RunReport report = job.run();

        assertThat(languages(job)).containsExactly("C-1|de");
        assertThat(books(report, "legacy_values")).isEqualTo("3 {left_out=2, provided_kept=1}");
        assertThat(job.query("SELECT reason, position FROM $refusals")).containsExactly("flag_unclear|2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet", "jsonl"})
    void aRowThatSaysNoIsNoMembership(String format) throws Exception {
        TestingJob job = memberships("path: m." + format + "\n" + """
                shape: membership
                columns: { cookie-id: visitor, segment: segment, assigned-at: ts }
                where: { op: not REMOVE, active: true }
                """);
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT * FROM (VALUES ('ck-1', 'form_language_de', 'ADD', '2026-10-01T08:00:00Z', 'true'),"
                            + " ('ck-2', 'form_language_de', 'remove', '2026-10-01T08:00:00Z', 'true'),"
                            + " ('ck-3', 'form_language_de', 'add', '2026-10-01T08:00:00Z', '0'),"
                            + " ('ck-4', 'form_language_de', 'add', '2026-10-01T08:00:00Z', 'so so'))"
                            + " t(visitor, segment, op, ts, active)",
                    folder.resolve("m." + format));
        }

        RunReport report = job.run();

        assertThat(languages(job)).containsExactly("C-1|de");
        assertThat(books(report, "legacy_rows")).isEqualTo("4 {expanded=1, left_out=2, quarantined:flag_unclear=1}");
        assertThat(report.notices()).noneMatch(notice -> notice.contains("which rows count"));
        assertThat(held(job, "C-1")).containsExactly("form_language_de");
        assertThat(held(job, "C-2")).isEmpty();
        assertThat(held(job, "C-4")).isEmpty();
    }

    /** `explain --legacy` lists the same values of a customer that a night counts. */
    private static List<String> held(TestingJob job, String subject) {
        return LiveLegacy.of(job.file(), new SubjectId(subject), Instant.parse("2026-11-22T12:00:00Z"))
                .holdings()
                .stream()
                .map(LegacyHoldings.Holding::name)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet", "jsonl"})
    void aWideRowMayBeLeftOut(String format) throws Exception {
        TestingJob job = memberships("path: m." + format + "\n" + """
                shape: wide
                columns: { subject-id: id, assigned-at: at }
                where: { deleted: [""] }
                """);
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'C-' || range AS id, 'de' AS language, '2026-10-01T08:00:00Z' AS at,"
                            + " if(range = 1, NULL, '2026-11-01') AS deleted FROM range(3)",
                    folder.resolve("m." + format));
        }

        assertThat(books(job.run(), "legacy_rows")).isEqualTo("3 {expanded=1, left_out=2}");
        assertThat(languages(job)).containsExactly("C-1|de");
        assertThat(held(job, "C-1")).containsExactly("language");
        assertThat(held(job, "C-2")).isEmpty();
    }

    private static final String OPT_OUTS = """
            path: oo.csv
            columns: { cookie-id: cookie }
            where: { gpc: true }
            """;

    private static final String LANGUAGES = "visitor,segment_id,ts,method\n"
            + "ck-1,form_language_de,2026-10-01T08:00:00Z,form\nck-2,form_language_de,2026-10-01T08:00:00Z,form\n";

    @Test
    void onlyWhoOptedOutIsOptedOut() throws Exception {
        TestingJob job = job("opt-outs", OPT_OUTS)
                .write("legacy/dmp.csv", LANGUAGES)
                .write("oo.csv", "cookie,gpc\nck-1,true\nck-2,false\nck-3,\n");

        RunReport report = job.run();

        assertThat(languages(job)).containsExactly("C-2|de");
        assertThat(books(report, "opt_outs")).isEqualTo("3 {applied=1, left_out=2}");
    }

    @Test
    void anOptOutThatNobodyUnderstandsStopsTheNight() throws Exception {
        TestingJob job =
                job("opt-outs", OPT_OUTS).write("legacy/dmp.csv", LANGUAGES).write("oo.csv", "cookie,gpc\nck-1,oui\n");

        assertThatThrownBy(job::run)
                .hasMessageContaining("Cannot read the opt-out at position 2")
                .hasMessageContaining("flag_unclear");
    }

    @Test
    void aListOfOptOutsInWhichNobodyOptedOutIsReported() throws Exception {
        TestingJob job = job("opt-outs", OPT_OUTS)
                .write("legacy/dmp.csv", LANGUAGES)
                .write("oo.csv", "cookie,gpc\nck-1,false\n");

        assertThat(job.run().notices())
                .contains(
                        "Every one of 1 record of source 'crm' was left out by its 'where'; compare its words with what is"
                                + " delivered");
    }

    @Test
    void whatDoesNotGoTogetherIsAProblem() throws Exception {
        TestingJob job = memberships("""
                path: m.parquet
                shape: list
                list: { separator: ";", pair: ";" }
                columns: { cookie-id: id, segments: s, segment: s.a, attribute: b }
                where: { x: {} }
                """);

        assertThatThrownBy(job::file)
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("it is the separator")
                .hasMessageContaining("it says how a list is written in a text")
                .hasMessageContaining("items name a segment or an attribute")
                .hasMessageContaining("write 's.b'")
                .hasMessageContaining("expected a word, words or { not: words }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"YES\u00a0", "\u200byes", "\uff59es", "ye\u00ads"})
    void whatNobodySeesInAWordDoesNotCount(String word) throws Exception {
        TestingJob job = job("opt-outs", OPT_OUTS.replace("gpc: true", "gpc: [yes]"))
                .write("legacy/dmp.csv", LANGUAGES)
                .write("oo.csv", "cookie,gpc\nck-1," + word + "\nck-2,no\n");

        RunReport report = job.run();

        assertThat(books(report, "opt_outs")).isEqualTo("2 {applied=1, left_out=1}");
    }

    @Test
    void aListOfOptOutsThatIsShorterThanTheNightBeforeIsReported() throws Exception {
        TestingJob job = job("opt-outs", OPT_OUTS)
                .write("legacy/dmp.csv", LANGUAGES)
                .write("oo.csv", "cookie,gpc\nck-1,true\nck-2,true\n");
        assertThat(job.run(TestingJob.NIGHT.minusDays(1)).notices()).noneMatch(notice -> notice.startsWith("Opt-outs"));

        job.write("oo.csv", "cookie,gpc\nck-2,true\n");

        assertThat(job.run().notices())
                .contains(
                        "Opt-outs 'crm' hold 1 record, and held 2 for 2026-11-21: anyone they no longer name counts as not"
                                + " opted out of legacy values. Deliver everybody who has opted out, every night");
    }

    private static String missing(String howMany) {
        return howMany
                + " in no list of tonight, and so no longer opted out of legacy values. Deliver everybody who has opted"
                + " out, every night";
    }

    @Test
    void whoIsMissingInAListOfTheSameLengthIsReported() throws Exception {
        TestingJob job = job("opt-outs", "path: oo.csv\ncolumns: { cookie-id: cookie, subject-id: customer }\n")
                .write("legacy/dmp.csv", LANGUAGES)
                .write("oo.csv", "cookie,customer\nck-1,C-7\nCK-2,\n,C-8\n");
        assertThat(job.run(TestingJob.NIGHT.minusDays(1)).notices()).noneMatch(notice -> notice.contains("opt-outs"));

        job.write("oo.csv", "cookie,customer\nck-2,C-8\nck-9,\nck-3,C-1\n");

        assertThat(job.run().notices()).contains(missing("2 of 4 ids that opt-outs 'crm' named for 2026-11-21 are"));
        assertThat(job.run(TestingJob.NIGHT.plusDays(1)).notices())
                .noneMatch(notice -> notice.contains("in no list of tonight"));
        try (Stream<Path> control = Files.list(job.file().control().folder())) {
            assertThat(control)
                    .filteredOn(file -> file.toString().endsWith(".hashes"))
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContainIgnoringCase("ck-")
                            .doesNotContain("C-8"))
                    .hasSize(1);
        }
    }

    @Test
    void whoIsErasedNeedNotBeNamedAnyMore() throws Exception {
        TestingJob job = job("opt-outs", "path: oo.csv\ncolumns: { subject-id: customer }\n")
                .write("legacy/dmp.csv", LANGUAGES)
                .write("oo.csv", "customer\nC-7\nC-8\n");
        job.run(TestingJob.NIGHT.minusDays(1));

        job.write("oo.csv", "customer\nC-8\n")
                .write("erasures.csv", "subject_id,requested_at,reason\nC-7,2026-11-22T08:00:00Z,\n");

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("in no list of tonight"));
    }

    @Test
    void aListThatIsDeliveredNoMoreIsMissedToo() throws Exception {
        TestingJob job = job(
                        "opt-outs", "path: oo-{date}.csv\nmay-be-missing: true\ncolumns: { subject-id: customer }\n")
                .write("legacy/dmp.csv", LANGUAGES)
                .write("oo-2026-11-21.csv", "customer\nC-7\n");
        job.run(TestingJob.NIGHT.minusDays(1));

        assertThat(job.run().notices()).contains(missing("1 of 1 id that opt-outs 'crm' named for 2026-11-21 is"));
    }

    @Test
    void damagedHashesAreReportedAndWrittenAgain() throws Exception {
        TestingJob job = job("opt-outs", "path: oo.csv\ncolumns: { subject-id: customer }\n")
                .write("legacy/dmp.csv", LANGUAGES)
                .write("oo.csv", "customer\nC-7\n");
        job.run(TestingJob.NIGHT.minusDays(1));
        Path hashes = job.file().control().folder().resolve("opted-out-test.hashes");
        Files.writeString(hashes, "\0\0\0\1\0\1x");

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith("Opt-outs cannot be compared with those of the night before"));
        assertThat(job.run(TestingJob.NIGHT.plusDays(1)).notices())
                .noneMatch(notice -> notice.startsWith("Opt-outs cannot be compared"));
    }

    @Test
    void aListOfIdsInParquetIsRefused() throws Exception {
        TestingJob job = job("opt-outs", "path: oo.parquet\ncolumns: { cookie-id: cookie }\n");
        try (DuckDb duck = new DuckDb()) {
            duck.write("SELECT ['ck-1', 'ck-2'] AS cookie", folder.resolve("oo.parquet"));
        }

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("it is a list, but columns.cookie-id needs one value in each row");
    }
}
