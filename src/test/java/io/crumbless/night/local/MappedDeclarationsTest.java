package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.settings.yaml.ProblemsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise: statements are made of records of another shape by what the job file states, and by nothing else. A withdrawal is
 * never taken for a declaration, a blank cell for neither, and every record ends in one bin.
 */
@Tag("night")
class MappedDeclarationsTest {
    private static final String CONSTANTS = """
                channel: survey
                elicitation: prompted_choice
                declared-by: self
                notice-id: preference-centre
                notice-version: "2"
                notice-language: de
                jurisdiction: DE
            """;

    private static final String WIDE = """
            shape: wide
            columns: { declaration-id: ResponseId, subject-id: ExternalReference, declared-at: RecordedDate }
            values:
              colour: { attribute: favourite_colour, constants: { purposes: [recommend_products] } }
              howoften:
                attribute: contact_frequency
                answers: { "Every week": weekly, "Every month": monthly }
                no-answer: ["-99"]
                constants: { purposes: [personal_offers] }
            constants:
              action: declare
            """ + CONSTANTS.indent(-8).indent(2);

    private static final String HEADER = "ResponseId,ExternalReference,RecordedDate,colour,howoften\n";

    @TempDir
    private Path folder;

    /** A job with one more source. */
    private TestingJob job(String path, String delivers, String keys) throws Exception {
        TestingJob job = new TestingJob(folder);
        String entry = "  - name: pc\n    path: " + path + "\n    delivers: " + delivers + "\n" + keys.indent(4);
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("declarations:\n", "declarations:\n" + entry));
        return job;
    }

    private TestingJob survey(String rows) throws Exception {
        return job("s.csv", "snapshot", WIDE).write("s.csv", HEADER + rows);
    }

    private static List<String> log(TestingJob job) {
        return job.query("SELECT declaration_id, subject_id, action, attribute, value, fate FROM $declarations"
                + " WHERE source = 'pc' ORDER BY 1, action");
    }

    private static List<String> refused(TestingJob job) {
        return job.query("SELECT position, reason, declaration_id FROM $refusals WHERE source = 'pc' ORDER BY 1, 2, 3");
    }

    private static String books(RunReport report, String unit) {
        return report.balance().stream()
                .filter(line -> line.source().equals("pc") && line.unit().equals(unit))
                .map(line -> line.counted() + " " + line.bins())
                .findFirst()
                .orElse("");
    }

    @Test
    void eachColumnOfARespondentAnswersAnAttribute() throws Exception {
        TestingJob job = survey("R_1,C-1,2026-11-20T10:00:00Z,green,Every week\n");

        RunReport report = job.run();

        assertThat(log(job))
                .containsExactly(
                        "R_1/contact_frequency|C-1|declare|contact_frequency|weekly|in_force",
                        "R_1/favourite_colour|C-1|declare|favourite_colour|green|in_force");
        assertThat(job.query("SELECT purposes, channel, notice_version, elicitation FROM $declarations ORDER BY 1"))
                .containsExactly(
                        "[personal_offers]|survey|2|prompted_choice", "[recommend_products]|survey|2|prompted_choice");
        assertThat(books(report, "declaration_records")).isEqualTo("1 {expanded=1}");
        assertThat(books(report, "statements")).isEqualTo("2 {admitted=2}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet", "jsonl"})
    void aRespondentReadsTheSameInEveryFormat(String format) throws Exception {
        TestingJob job = job("s." + format, "snapshot", WIDE);
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'R_' || range AS ResponseId, 'C-' || range AS ExternalReference,"
                            + " '2026-11-20T10:00:00Z' AS RecordedDate, if(range % 2 = 0, 'green', NULL) AS colour,"
                            + " if(range % 4 < 2, 'Every month', NULL) AS howoften FROM range(40)",
                    folder.resolve("s." + format));
        }

        RunReport report = job.run();

        assertThat(job.query("SELECT count(favourite_colour), count(contact_frequency) FROM $profiles"))
                .containsExactly("20|20");
        assertThat(books(report, "declaration_records")).isEqualTo("40 {empty=10, expanded=30}");
        assertThat(books(report, "statements")).isEqualTo("40 {admitted=40}");
    }

    @Test
    void aBlankCellAndAWordForNoAnswerSayNothing() throws Exception {
        TestingJob job = survey("R_1,C-1,2026-11-20T10:00:00Z,,-99\nR_2,C-2,2026-11-20T10:00:00Z,  ,Every month\n");

        RunReport report = job.run();

        assertThat(log(job)).containsExactly("R_2/contact_frequency|C-2|declare|contact_frequency|monthly|in_force");
        assertThat(refused(job)).isEmpty();
        assertThat(books(report, "declaration_records")).isEqualTo("2 {empty=1, expanded=1}");
    }

    @Test
    void anAnswerThatTheTableDoesNotListIsRefused() throws Exception {
        TestingJob job = survey("R_1,C-1,2026-11-20T10:00:00Z,green,weekly\n");

        job.run();

        assertThat(log(job)).hasSize(1);
        assertThat(refused(job)).containsExactly("2|value_invalid|R_1/contact_frequency");
    }

    /** The record is the latest state: it no longer contains the colour. */
    @Test
    void anAnswerThatASnapshotNoLongerHasIsNotKept() throws Exception {
        TestingJob job = survey("R_1,C-1,2026-11-20T10:00:00Z,green,Every week\n");
        job.run(NIGHT.minusDays(1));
        job.write("s.csv", HEADER + "R_1,C-1,2026-11-20T10:00:00Z,,Every week\n");

        RunReport report = job.run();

        assertThat(log(job))
                .containsExactly(
                        "R_1/contact_frequency|C-1|declare|contact_frequency|weekly|in_force",
                        "R_1/favourite_colour|C-1|declare|favourite_colour|null|corrected");
        assertThat(refused(job)).isEmpty();
        assertThat(report.notices()).anyMatch(notice -> notice.contains("'pc'"));
    }

    @Test
    void theSameFileTwiceMakesTheSameStatements() throws Exception {
        TestingJob job = survey("R_1,C-1,2026-11-20T10:00:00Z,green,Every week\n");
        job.run(NIGHT.minusDays(1));

        RunReport report = job.run();

        assertThat(books(report, "statements")).isEqualTo("2 {repeated=2}");
        assertThat(log(job)).hasSize(2);
    }

    private static final String ACTION =
            WIDE.replace("declared-at: RecordedDate }", "declared-at: RecordedDate, action: State }")
                            .replace("  action: declare\n", "")
                    + """
            words:
              action: { given: declare, cancelled: withdraw }
            """;

    private static final String ACTION_HEADER = "ResponseId,ExternalReference,RecordedDate,colour,howoften,State\n";

    @Test
    void aRespondentWhoWithdrawsWithdrawsEveryAnswer() throws Exception {
        TestingJob job = job("s-{date}.csv", "increment", ACTION)
                .write("s-2026-11-21.csv", ACTION_HEADER + "R_1,C-1,2026-11-20T10:00:00Z,green,Every week,given\n")
                .write("s-2026-11-22.csv", ACTION_HEADER + "R_1,C-1,2026-11-21T10:00:00Z,,,Cancelled\n");

        job.run();

        assertThat(job.query("SELECT subject_id FROM $profiles")).isEmpty();
        assertThat(job.query("SELECT attribute, purposes FROM $declarations WHERE action = 'withdraw' ORDER BY 1"))
                .containsExactly("contact_frequency|[]", "favourite_colour|[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked", "declare", "withdraw"})
    void aWordOfAnActionThatIsNotListedStopsTheNight(String word) throws Exception {
        TestingJob job = job("s.csv", "snapshot", ACTION)
                .write("s.csv", ACTION_HEADER + "R_1,C-1,2026-11-20T10:00:00Z,,," + word + "\n");

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("may be a withdrawal and is not understood (action_unknown)");
    }

    @Test
    void aRecordWithoutActionIsRefused() throws Exception {
        TestingJob job = job("s.csv", "snapshot", ACTION)
                .write("s.csv", ACTION_HEADER + "R_1,C-1,2026-11-20T10:00:00Z,green,,\n");

        job.run();

        assertThat(refused(job))
                .containsExactly("2|action_unknown|R_1/contact_frequency", "2|action_unknown|R_1/favourite_colour");
    }

    @Test
    void whatTheMappingDoesNotStateIsMissing() throws Exception {
        TestingJob job = job("s.csv", "snapshot", WIDE.replace("  channel: survey\n", ""))
                .write("s.csv", HEADER + "R_1,C-1,2026-11-20T10:00:00Z,green,\n");

        assertThatThrownBy(job::run)
                .hasMessageContaining("column 'channel' is missing")
                .hasMessageContaining("map it with columns.channel or state it with constants.channel");
    }

    @Test
    void aQuestionThatWasRenamedStopsTheNight() throws Exception {
        TestingJob job = job("s.csv", "snapshot", WIDE)
                .write("s.csv", HEADER.replace("colour", "color") + "R_1,C-1,2026-11-20T10:00:00Z,green,\n");

        assertThatThrownBy(job::run)
                .hasMessageContaining("column 'colour' is missing")
                .hasMessageContaining("map it with values");
    }

    @Test
    void anotherVersionOfTheFormIsRefused() throws Exception {
        String keys = WIDE + "form-versions: { Version: [\"3\"] }\n";
        String header = HEADER.replace("\n", ",Version\n");
        TestingJob job = job("s.csv", "snapshot", keys)
                .write("s.csv", header + "R_1,C-1,2026-11-20T10:00:00Z,green,,3\nR_2,C-2,2026-11-20T10:00:00Z,,,4\n");

        RunReport report = job.run();

        assertThat(log(job)).hasSize(1);
        assertThat(refused(job)).containsExactly("3|form_version_unknown|R_2");
        assertThat(books(report, "declaration_records")).isEqualTo("2 {expanded=2}");
    }

    @Test
    void aFilterLeavesRecordsOutAndCountsThem() throws Exception {
        String keys = WIDE + "where: { Finished: true, Status: not Survey Preview }\n";
        String header = HEADER.replace("\n", ",Finished,Status\n");
        TestingJob job = job("s.csv", "snapshot", keys)
                .write(
                        "s.csv",
                        header + "R_1,C-1,2026-11-20T10:00:00Z,green,,True,IP Address\n"
                                + "R_2,C-2,2026-11-20T10:00:00Z,green,,False,IP Address\n"
                                + "R_3,C-3,2026-11-20T10:00:00Z,green,,1,survey preview\n"
                                + "R_4,C-4,2026-11-20T10:00:00Z,green,,nearly,IP Address\n");

        RunReport report = job.run();

        assertThat(log(job)).containsExactly("R_1/favourite_colour|C-1|declare|favourite_colour|green|in_force");
        assertThat(refused(job)).containsExactly("5|malformed|null");
        assertThat(books(report, "declaration_records")).isEqualTo("4 {expanded=2, left_out=2}");
    }

    private static final String LISTS = """
            shape: wide
            columns: { declaration-id: id, subject-id: who, declared-at: at }
            lists:
              favourite_categories: { choices: { q1_toys: toys, q1_books: books } }
              newsletter_topics: { columns: [t1, t2], answers: { Travel: travel, Events: events } }
            values:
              plans: { attribute: planned_purchases, separator: ";", answers: { Pram: pram, "Car seat": car_seat } }
            constants:
              action: declare
              purposes: [personal_offers]
            """ + CONSTANTS.indent(-8).indent(2);

    @Test
    void severalColumnsMakeOneList() throws Exception {
        TestingJob job = job("s.csv", "snapshot", LISTS)
                .write(
                        "s.csv",
                        "id,who,at,q1_toys,q1_books,t1,t2,plans\n"
                                + "1,C-1,2026-11-20T10:00:00Z,1,0,Travel,,Pram; car seat\n"
                                + "2,C-2,2026-11-20T10:00:00Z,,,Travel,Events,\n"
                                + "3,C-3,2026-11-20T10:00:00Z,maybe,1,Other,,Pram;Boat\n");

        job.run();

        assertThat(job.query("SELECT declaration_id, value FROM $declarations ORDER BY 1"))
                .containsExactly(
                        "1/favourite_categories|[\"toys\"]",
                        "1/newsletter_topics|[\"travel\"]",
                        "1/planned_purchases|[\"pram\",\"car_seat\"]",
                        "2/newsletter_topics|[\"travel\",\"events\"]");
        assertThat(refused(job))
                .containsExactly(
                        "4|value_invalid|3/favourite_categories",
                        "4|value_invalid|3/newsletter_topics",
                        "4|value_invalid|3/planned_purchases");
    }

    private static final String NESTED = """
            format: jsonl
            shape: nested
            items: events
            id-of: [id, events.purpose]
            columns:
              subject-id: user.id
              declared-at: created_at
              action: events.action
              attribute: events.purpose
              value: events.answer
            words:
              action: { consent.given: declare, consent.refused: withdraw }
            values:
              offers: { attribute: contact_frequency, answers: { "true": weekly } }
              colours: favourite_colour
            constants:
              purposes: [recommend_products]
            """ + CONSTANTS.indent(-8).indent(2);

    private static String event(String id, String events) {
        return "{\"id\":\"" + id + "\",\"user\":{\"id\":\"C-1\"},\"created_at\":\"2026-11-21T10:42:17Z\",\"events\":["
                + events + "]}\n";
    }

    @Test
    void eachItemOfARecordMakesAStatement() throws Exception {
        TestingJob job = job("e.jsonl", "increment", NESTED)
                .write(
                        "e.jsonl",
                        event(
                                        "e1",
                                        "{\"action\":\"consent.given\",\"purpose\":\"colours\",\"answer\":\"green\"},"
                                                + "{\"action\":\"consent.refused\",\"purpose\":\"offers\",\"answer\":null},"
                                                + "{\"action\":\"consent.given\",\"purpose\":\"other\",\"answer\":1}")
                                + event("e2", ""));

        RunReport report = job.run();

        assertThat(job.query("SELECT action, attribute, value, length(declaration_id) FROM $declarations ORDER BY 2"))
                .containsExactly("withdraw|contact_frequency|null|32", "declare|favourite_colour|green|32");
        assertThat(books(report, "declaration_records")).isEqualTo("2 {empty=1, expanded=1}");
        assertThat(books(report, "statements")).isEqualTo("3 {admitted=2, left_out=1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "parquet"})
    void itemsMayStandAsJsonInAColumn(String format) throws Exception {
        String keys = NESTED.replace("format: jsonl\n", "").replace("user.id", "who");
        TestingJob job = job("e." + format, "increment", keys);
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT * FROM (VALUES ('e1', 'C-1', '2026-11-21T10:42:17Z', '[{\"action\":\"consent.given\","
                            + "\"purpose\":\"colours\",\"answer\":\"green\"},{\"action\":\"consent.refused\","
                            + "\"purpose\":\"offers\"}]'), ('e2', 'C-2', '2026-11-21T10:42:17Z', '[]'),"
                            + " ('e3', 'C-3', '2026-11-21T10:42:17Z', '[{')) t(id, who, created_at, events)",
                    folder.resolve("e." + format));
        }

        RunReport report = job.run();

        assertThat(job.query("SELECT subject_id, action, attribute, value FROM $declarations ORDER BY 2"))
                .containsExactly("C-1|declare|favourite_colour|green", "C-1|withdraw|contact_frequency|null");
        assertThat(books(report, "declaration_records")).isEqualTo("3 {empty=1, expanded=2}");
        assertThat(books(report, "statements")).isEqualTo("3 {admitted=2, refused:malformed=1}");
    }

    @Test
    void aTableMayHoldItemsAsJson() throws Exception {
        TestingJob job = job(
                        "e.csv",
                        "snapshot",
                        NESTED.replace("format: jsonl\n", "").replace("user.id", "who"))
                .write(
                        "t.sql",
                        "CREATE TABLE e (id VARCHAR, who VARCHAR, created_at TIMESTAMP WITH TIME ZONE, events JSON);\n"
                                + "INSERT INTO e VALUES ('e1', 'C-1', TIMESTAMP WITH TIME ZONE '2026-11-20 10:00:00+00',"
                                + " JSON '[{\"action\":\"consent.given\",\"purpose\":\"colours\",\"answer\":\"green\"}]');\n");
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("    path: e.csv\n", "    database: { scripts: [t.sql], table: e }\n"));

        job.run();

        assertThat(job.query("SELECT subject_id, attribute, value FROM $declarations"))
                .containsExactly("C-1|favourite_colour|green");
    }

    @Test
    void aWithdrawalOfAQuestionThatIsNotListedStopsTheNight() throws Exception {
        TestingJob job = job("e.jsonl", "increment", NESTED)
                .write("e.jsonl", event("e1", "{\"action\":\"consent.refused\",\"purpose\":\"x\",\"answer\":\"y\"}"));

        assertThatThrownBy(job::run)
                .hasMessageContaining("may be a withdrawal and is not understood (attribute_unknown)");
    }

    private static final String EVENTS = """
            shape: nested
            items: properties
            id-of: [id, properties.question]
            columns: { subject-id: who, declared-at: at, action: properties.does, attribute: properties.question, value: properties.answer }
            words: { action: { gave: declare, took: withdraw } }
            where: { event: survey_answered }
            values: { colour: favourite_colour }
            constants:
              purposes: [recommend_products]
            """ + CONSTANTS.indent(-8).indent(2);

    private static String properties(String format, String id, String event, String properties) {
        return format.equals("csv")
                ? id + ",C-1,2026-11-21T10:00:00Z," + event + ",\"" + properties.replace("\"", "\"\"") + "\"\n"
                : "{\"id\":\"" + id + "\",\"who\":\"C-1\",\"at\":\"2026-11-21T10:00:00Z\",\"event\":\"" + event
                        + "\",\"properties\":" + properties + "}\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "jsonl"})
    void whatAFilterLeavesOutMayHaveItemsOfAnyShape(String format) throws Exception {
        String header = format.equals("csv") ? "id,who,at,event,properties\n" : "";
        String answer = "{\"does\":\"gave\",\"question\":\"colour\",\"answer\":\"green\"}";
        TestingJob job = job("e." + format, "increment", EVENTS)
                .write(
                        "e." + format,
                        header
                                + properties(format, "1", "survey_answered", answer)
                                + properties(format, "2", "page_view", "{\"url\":\"/withdraw\"}"));

        RunReport report = job.run();

        assertThat(job.query("SELECT subject_id, attribute, value FROM $declarations"))
                .containsExactly("C-1|favourite_colour|green");
        assertThat(books(report, "declaration_records")).isEqualTo("2 {expanded=1, left_out=1}");
        job.write(
                "e." + format,
                header
                        + properties(format, "1", "survey_answered", answer)
                        + properties(format, "3", "survey_answered", "{\"url\":\"/withdraw\"}"));
        assertThatThrownBy(() -> job.run(NIGHT.plusDays(1)))
                .hasMessageContaining("may be a withdrawal and is not understood (malformed)");
    }

    private static final String CONSENTS = """
            shape: nested
            items: consents.*
            id-of: [id, "consents.*.@key"]
            columns: { subject-id: who, declared-at: at, attribute: "consents.*.@key", value: consents.*.status }
            values: { email: favourite_colour }
            constants:
              action: declare
              purposes: [recommend_products]
            """ + CONSTANTS.indent(-8).indent(2);

    private static String consents(String consents) {
        return "{\"id\":\"1\",\"who\":\"C-1\",\"at\":\"2026-11-21T10:00:00Z\",\"consents\":" + consents + "}\n";
    }

    @Test
    void whatStandsBesideTheEntriesOfAMapIsLeftOut() throws Exception {
        TestingJob job = job("e.jsonl", "increment", CONSENTS)
                .write("e.jsonl", consents("{\"email\":{\"status\":\"green\"},\"updatedAt\":\"2026-11-21\"}"));

        RunReport report = job.run();

        assertThat(log(job)).hasSize(1).allMatch(line -> line.contains("|favourite_colour|green|"));
        assertThat(books(report, "statements")).isEqualTo("2 {admitted=1, left_out=1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"email\":\"yes\",\"updatedAt\":\"2026-11-21\"}", "\"{}\"", "[\"email\"]"})
    void aMapOfNothingButOthersIsRefused(String consents) throws Exception {
        TestingJob job = job("e.jsonl", "increment", CONSENTS)
                .write(
                        "e.jsonl",
                        consents(consents)
                                + consents("{\"email\":{\"status\":\"green\"}}").replace("\"1\"", "\"2\""));

        RunReport report = job.run();

        assertThat(books(report, "statements")).isEqualTo("2 {admitted=1, refused:malformed=1}");
    }

    /** Else the entry of another name might be one that withdraws. */
    @Test
    void whatStandsBesideTheEntriesOfAMapThatMayWithdrawStopsTheNightUnlessAFilterNamesIt() throws Exception {
        String keys = CONSENTS.replace("value: consents.*.status", "value: consents.*.status, action: consents.*.does")
                .replace("  action: declare\n", "");
        TestingJob job = job("e.jsonl", "increment", keys)
                .write(
                        "e.jsonl",
                        consents(
                                "{\"email\":{\"does\":\"declare\",\"status\":\"green\"},\"updatedAt\":\"2026-11-21\"}"));

        assertThatThrownBy(job::run)
                .hasMessageContaining("may be a withdrawal and is not understood (action_unknown)")
                .hasMessageContaining("where: { \"consents.*.does\": { not: [\"\"] } }");
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "items: consents.*\n",
                                "items: consents.*\n    where: { \"consents.*.does\": { not: [\"\"] } }\n"));
        assertThat(books(job.run(), "statements")).isEqualTo("2 {admitted=1, left_out=1}");
    }

    @Test
    void idsThatAreMadeAreTheSameForTheSameRecord() throws Exception {
        TestingJob job = job("e-{date}.jsonl", "increment", NESTED);
        String given = "{\"action\":\"consent.given\",\"purpose\":\"colours\",\"answer\":\"green\"}";
        job.write("e-2026-11-21.jsonl", event("e1", given)).run(NIGHT.minusDays(1));
        job.write("e-2026-11-22.jsonl", event("e2", given) + event("e1", given));

        RunReport report = job.run();

        assertThat(books(report, "statements")).isEqualTo("2 {admitted=1, repeated=1}");
    }

    private static final String HISTORY = """
            format: jsonl
            shape: nested
            items: propertiesWithHistory.*
            id-of: [id, propertiesWithHistory.*.@key, propertiesWithHistory.*.timestamp]
            columns:
              subject-id: id
              declared-at: propertiesWithHistory.*.timestamp
              attribute: propertiesWithHistory.*.@key
              value: [propertiesWithHistory.*.value, propertiesWithHistory.*.text]
            where: { propertiesWithHistory.*.sourceType: FORM }
            values: { colour: favourite_colour }
            constants:
              action: declare
              purposes: [recommend_products]
            """ + CONSTANTS.indent(-8).indent(2);

    @Test
    void theEntriesOfAMapAreItems() throws Exception {
        String record = "{\"id\":\"C-1\",\"propertiesWithHistory\":{\"colour\":["
                + "{\"value\":\"green\",\"timestamp\":\"2026-11-20T08:00:00Z\",\"sourceType\":\"FORM\"},"
                + "{\"value\":\"red\",\"timestamp\":\"2026-11-21T08:00:00Z\",\"sourceType\":\"CALCULATED\"},"
                + "{\"value\":\"a\",\"text\":\"b\",\"timestamp\":\"2026-11-19T08:00:00Z\",\"sourceType\":\"FORM\"}],"
                + "\"score\":[{\"value\":\"7\",\"timestamp\":\"2026-11-21T08:00:00Z\",\"sourceType\":\"FORM\"}]}}\n";
        TestingJob job = job("h.jsonl", "snapshot", HISTORY).write("h.jsonl", record);

        RunReport report = job.run();

        assertThat(job.query("SELECT attribute, value, fate FROM $declarations"))
                .containsExactly("favourite_colour|green|in_force");
        assertThat(books(report, "statements")).isEqualTo("4 {admitted=1, left_out=2, refused:malformed=1}");
    }

    @Test
    void aTableOfWordsServesRecordsThatAreStatements() throws Exception {
        String keys = """
                columns: { declaration-id: id, subject-id: who, declared-at: at, action: state, attribute: what, value: said }
                words:
                  action: { opt_in: declare, revoked: withdraw }
                constants:
                  purposes: [recommend_products]
                """ + CONSTANTS.indent(-8).indent(2);
        TestingJob job = job("s.csv", "snapshot", keys)
                .write(
                        "s.csv",
                        "id,who,at,state,what,said\n"
                                + "1,C-1,2026-11-20T10:00:00Z,opt_in,favourite_colour,green\n"
                                + "2,C-2,2026-11-20T10:00:00Z,OPT_IN,favourite_colour,red\n"
                                + "3,C-2,2026-11-21T10:00:00Z,revoked,*,\n");

        job.run();

        assertThat(job.query("SELECT subject_id, favourite_colour FROM $profiles"))
                .containsExactly("C-1|green");
    }

    @Test
    void whatAMappingAsksForInVainIsReported() throws Exception {
        TestingJob job = survey("R_1,C-1,2026-11-20T10:00:00Z,green,\n");

        assertThat(job.run().notices())
                .contains(
                        "No record of source 'pc' answers 'contact_frequency', which 'values' or 'lists' asks for; compare"
                                + " the names there with what is delivered");
    }

    @Test
    void aFilterThatLeavesNothingIsReported() throws Exception {
        TestingJob job = job("s.csv", "snapshot", WIDE + "where: { colour: [blue] }\n")
                .write("s.csv", HEADER + "R_1,C-1,2026-11-20T10:00:00Z,green,\n");

        assertThat(job.run().notices())
                .contains(
                        "Every one of 1 record of source 'pc' was left out by its 'where'; compare its words with what is"
                                + " delivered");
    }

    @Test
    void aColumnOfWithdrawalsThatNobodyReadsStopsTheNight() throws Exception {
        TestingJob job = job("s.csv", "snapshot", WIDE)
                .write("s.csv", HEADER.replace("\n", ",Unsubscribed\n") + "R_1,C-1,2026-11-20T10:00:00Z,green,,yes\n");

        assertThatThrownBy(job::run)
                .hasMessageContaining("column 'Unsubscribed' looks as if it said which records withdraw");

        job("s.csv", "snapshot", WIDE + "ignore-columns: [Unsubscribed]\n").run();
        assertThat(log(job)).hasSize(1);
    }

    @Test
    void aTableOfADatabaseMayBeWide() throws Exception {
        TestingJob job = job("s.csv", "snapshot", WIDE)
                .write(
                        "t.sql",
                        "CREATE TABLE answers (\"ResponseId\" VARCHAR, \"ExternalReference\" VARCHAR,"
                                + " \"RecordedDate\" TIMESTAMP WITH TIME ZONE, colour VARCHAR, howoften VARCHAR);\n"
                                + "INSERT INTO answers VALUES ('R_1', 'C-1', TIMESTAMP WITH TIME ZONE '2026-11-20 10:00:00+00',"
                                + " 'green', 'every MONTH'), ('R_2', 'C-2', NULL, NULL, NULL);\n");
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("    path: s.csv\n", "    database: { scripts: [t.sql], table: answers }\n"));

        RunReport report = job.run();

        assertThat(log(job))
                .containsExactly(
                        "R_1/contact_frequency|C-1|declare|contact_frequency|monthly|in_force",
                        "R_1/favourite_colour|C-1|declare|favourite_colour|green|in_force");
        assertThat(books(report, "declaration_records")).isEqualTo("2 {empty=1, expanded=1}");
    }

    private static final String BOXES = """
            shape: wide
            columns:
              declaration-id: id
              subject-id: who
              declared-at: at
              purposes: { offers: personal_offers, tips: recommend_products }
            values: { topics: newsletter_topics }
            constants:
              action: declare
            """ + CONSTANTS.indent(-8).indent(2);

    @Test
    void theBoxesThatPeopleTickAreThePurposes() throws Exception {
        TestingJob job = job("s.csv", "snapshot", BOXES)
                .write(
                        "s.csv",
                        "id,who,at,topics,offers,tips\n"
                                + "1,C-1,2026-11-20T10:00:00Z,\"[\"\"travel\"\"]\",yes,\n"
                                + "2,C-2,2026-11-20T10:00:00Z,\"[\"\"travel\"\"]\",Y,1\n"
                                + "3,C-3,2026-11-20T10:00:00Z,\"[\"\"travel\"\"]\",no,\n"
                                + "4,C-4,2026-11-20T10:00:00Z,\"[\"\"travel\"\"]\",ticked,\n");

        job.run();

        assertThat(job.query("SELECT subject_id, purposes FROM $declarations ORDER BY 1"))
                .containsExactly("C-1|[personal_offers]", "C-2|[personal_offers, recommend_products]");
        assertThat(refused(job))
                .containsExactly("4|purpose_missing|3/newsletter_topics", "5|purpose_not_allowed|4/newsletter_topics");
    }

    @Test
    void severalItemsMayAnswerOneQuestion() throws Exception {
        String keys = NESTED.replace("id-of: [id, events.purpose]", "id-of: [id, events.purpose]")
                .replace(
                        "  colours: favourite_colour\n",
                        "  colours: favourite_colour\n  plans: { attribute:"
                                + " planned_purchases, several: true, answers: { Pram: pram, Cot: cot } }\n");
        TestingJob job = job("e.jsonl", "increment", keys)
                .write(
                        "e.jsonl",
                        event(
                                        "e1",
                                        "{\"action\":\"consent.given\",\"purpose\":\"plans\",\"answer\":\"Pram\"},"
                                                + "{\"action\":\"consent.given\",\"purpose\":\"colours\",\"answer\":\"red\"},"
                                                + "{\"action\":\"consent.given\",\"purpose\":\"plans\",\"answer\":\"Cot\"}")
                                + event(
                                        "e2",
                                        "{\"action\":\"consent.given\",\"purpose\":\"plans\",\"answer\":\"Pram\"},"
                                                + "{\"action\":\"consent.given\",\"purpose\":\"plans\",\"answer\":\"Boat\"}"));

        RunReport report = job.run();

        assertThat(job.query("SELECT attribute, value FROM $declarations ORDER BY 1"))
                .containsExactly("favourite_colour|red", "planned_purchases|[\"pram\",\"cot\"]");
        assertThat(books(report, "statements")).isEqualTo("3 {admitted=2, refused:value_invalid=1}");
    }

    @Test
    void aFlagOfTheContactMayWithdrawEverything() throws Exception {
        TestingJob job = job("c.csv", "snapshot", """
                columns: { declaration-id: Id, subject-id: Customer, declared-at: ChangedAt }
                where: { HasOptedOutOfEmail: true }
                constants: { action: withdraw, attribute: "*" }
                """)
                .write(
                        "c.csv",
                        "Id,Customer,HasOptedOutOfEmail,ChangedAt\n003A,C-1,true,2026-11-20T10:00:00Z\n"
                                + "003B,C-2,false,2026-11-20T10:00:00Z\n");

        job.run();

        assertThat(job.query("SELECT subject_id, action, attribute FROM $declarations"))
                .containsExactly("C-1|withdraw|*");
    }

    /** The database counts what the mapping should make, and shares nothing with it. */
    @Test
    void anotherEngineCountsTheSameStatements() throws Exception {
        TestingJob job = job("s.csv", "snapshot", WIDE);
        List<String> counted;
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'R_' || range AS ResponseId, 'C-' || (range % 97) AS ExternalReference,"
                            + " '2026-11-20T10:00:00Z' AS RecordedDate,"
                            + " CASE hash(range) % 3 WHEN 0 THEN 'green' WHEN 1 THEN '' END AS colour,"
                            + " CASE hash(range + 1) % 5 WHEN 0 THEN 'Every week' WHEN 1 THEN '-99' WHEN 2 THEN 'often' END"
                            + " AS howoften FROM range(1000)",
                    folder.resolve("s.csv"));
            counted = TestingJob.query(
                    folder,
                    "SELECT count(nullif(colour, '')) + count(howoften) - count(*) FILTER (howoften = '-99'),"
                            + " count(*) FILTER (howoften = 'often'),"
                            + " count(*) FILTER (nullif(colour, '') IS NULL AND coalesce(howoften, '-99') = '-99')"
                            + " FROM read_csv('" + folder.resolve("s.csv") + "', all_varchar = true)");
        }

        RunReport report = job.run();

        String[] numbers = counted.get(0).split("\\|");
        long statements = Long.parseLong(numbers[0]);
        long refused = Long.parseLong(numbers[1]);
        long empty = Long.parseLong(numbers[2]);
        assertThat(books(report, "statements"))
                .isEqualTo(statements + " {admitted=" + (statements - refused) + ", refused:value_invalid=" + refused
                        + "}");
        assertThat(books(report, "declaration_records"))
                .isEqualTo("1000 {empty=" + empty + ", expanded=" + (1000 - empty) + "}");
    }

    /** In a survey the words of withdrawals are answers like others. */
    @Test
    void aBrokenRecordThatCanBeNoWithdrawalIsRefused() throws Exception {
        TestingJob job =
                survey("R_1,C-1,2026-11-20T10:00:00Z,green,\nR_2,C-2,2026-11-20T10:00:00Z,please,remove,the green\n");

        RunReport report = job.run();

        assertThat(refused(job)).containsExactly("3|malformed|null");
        assertThat(books(report, "declaration_records")).isEqualTo("2 {expanded=2}");
    }

    @Test
    void aBrokenRecordThatMayBeOneStopsTheNight() throws Exception {
        TestingJob job = job("s.csv", "snapshot", ACTION)
                .write("s.csv", ACTION_HEADER + "R_1,C-1,2026-11-20T10:00:00Z,green,,given\nR_2,C-2,withdrawn\n");

        assertThatThrownBy(job::run).hasMessageContaining("may be a withdrawal and is not understood (malformed)");
    }

    @Test
    void problemsOfAMappingAreReportedAtOnce() throws Exception {
        TestingJob job = job("s.csv", "snapshot", """
                shape: nested
                columns: { declaration-id: a, channel: b }
                words: { action: { x: perhaps }, channel: { x: app } }
                constants: { channel: survey, action: maybe, subject-id: C-1 }
                """);

        assertThatThrownBy(job::file)
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("shape nested, and no other, names its 'items'")
                .hasMessageContaining("nothing distinguishes the items of a record")
                .hasMessageContaining("'channel' is stated twice")
                .hasMessageContaining("'channel' is a constant, which needs no words")
                .hasMessageContaining("each word means declare or withdraw, and nothing else")
                .hasMessageContaining("declare or withdraw")
                .hasMessageContaining("Unknown key 'subject-id' in declarations[1].constants");
    }
}
