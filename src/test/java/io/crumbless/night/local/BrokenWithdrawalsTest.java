package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.night.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A withdrawal that cannot be read as one stops the night, in whatever words and shape its source says that it is one. */
@Tag("night")
class BrokenWithdrawalsTest {
    private static final String STOPS = "may be a withdrawal and is not understood";

    private static final String CONSTANTS = """
            constants:
              purposes: [recommend_products]
              channel: app
              elicitation: prompted_choice
              declared-by: self
              notice-id: preference-centre
              notice-version: "2"
              notice-language: de
              jurisdiction: DE
            """;

    /** Says yes and no in its own words. */
    private static final String OWN_WORDS = """
            shape: tall
            columns: { declaration-id: id, subject-id: who, declared-at: at, action: status, attribute: what, value: answer }
            words: { action: { ja: declare, nein: withdraw } }
            """ + CONSTANTS;

    private static final String HEADER = "id,who,at,status,what,answer\n";
    private static final String GIVEN = "a1,C-1,2026-11-20T10:00:00Z,ja,favourite_colour,blue\n";

    private static final String WITHDRAWALS_ALONE = """
            shape: tall
            columns: { declaration-id: id, subject-id: who, declared-at: at }
            constants: { action: withdraw, attribute: "*" }
            """;

    private static final String NESTED = """
            shape: nested
            items: consents.purposes
            id-of: [id, consents.purposes.id]
            columns: { subject-id: who, declared-at: at, action: consents.purposes.on, attribute: consents.purposes.id, value: consents.purposes.answer }
            words: { action: { "true": declare, "false": withdraw } }
            values: { colour: { attribute: favourite_colour } }
            """ + CONSTANTS;

    private static final String GIVEN_IN_JSON = """
            {"purposes":[{"id":"colour","on":true,"answer":"blue"}]}""";

    @TempDir
    private Path folder;

    private TestingJob job(String path, String keys) throws IOException {
        TestingJob job = new TestingJob(folder);
        Path file = folder.resolve("job.yaml");
        String entry = "  - name: pc\n    path: " + path + "\n    delivers: increment\n" + keys.indent(4);
        Files.writeString(file, Files.readString(file).replace("declarations:\n", "declarations:\n" + entry));
        return job;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "w1,C-1,2026-11-21T10:00:00Z,nein,favourite_colour,,\n",
                "w1,C-1,2026-11-21T10:00:00Z,ne\u00ADin\n",
                "w1,C-1,2026-11-21T10:00:00Z,\uFF2E\uFF25\uFF29\uFF2E\n",
                "w1,C-1,2026-11-21T10:00:00Z,Nein\n",
                "w1,C\"-1,2026-11-21T10:00:00Z,nein,favourite_colour,\n"
            })
    void aBrokenRecordWithAWordThatTheSourceHasForThemStopsTheNight(String broken) throws IOException {
        TestingJob job = job("s.csv", OWN_WORDS).write("s.csv", HEADER + GIVEN + broken);

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @Test
    void aWordThatIsPartOfAnotherIsNone() throws IOException {
        TestingJob job = job("s.csv", OWN_WORDS)
                .write("s.csv", HEADER + GIVEN + "a2,C-2,2026-11-21T10:00:00Z,ja,favourite_colour,Steinein,\n");

        assertThat(job.run().profiles()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w2,C-2\n", "w2,C-2,2026-11-21T10:00:00Z,x\n", "# w2,C-2,2026-11-21T10:00:00Z\n"})
    void whereEveryRecordWithdrawsSoDoesABrokenOne(String broken) throws IOException {
        TestingJob job =
                job("s.csv", WITHDRAWALS_ALONE).write("s.csv", "id,who,at\nw1,C-1,2026-11-21T10:00:00Z\n" + broken);

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @Test
    void lettersThatJsonWritesByTheirNumbersAreRead() throws IOException {
        TestingJob job = job("s.jsonl", "")
                .write(
                        "s.jsonl",
                        "{\"declaration_id\":\"w1\",\"subject_id\":\"C-1\",\"action\":\"L\\u00f6schung\",}\n"
                                + "{\"declaration_id\":\"w2\",\"subject_id\":\"C-2\",\"action\":\"withdraw\",\"attribute\":\"*\","
                                + "\"declared_at\":\"2026-11-21T10:00:00Z\"}\n");

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @Test
    void lettersOfTheSourcesOwnWordsAreReadTheSameWay() throws IOException {
        TestingJob job = job("s.jsonl", OWN_WORDS.replace("nein", "\"Schlu\u00DF\""))
                .write(
                        "s.jsonl",
                        "{\"id\":\"a1\",\"who\":\"C-1\",\"at\":\"2026-11-20T10:00:00Z\",\"status\":\"ja\",\"what\":"
                                + "\"favourite_colour\",\"answer\":\"blue\"}\n"
                                + "{\"id\":\"w1\",\"who\":\"C-1\",\"status\":\"Schlu\\u00df\",}\n");

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @Test
    void aBrokenRowOfParquetThatSaysItInATruthValueStopsTheNight() throws Exception {
        TestingJob job = job(
                "s.parquet",
                OWN_WORDS
                        .replace("{ ja: declare, nein: withdraw }", """
                { "true": declare, "false": withdraw }""")
                        .replace("status, attribute", "status, evidence-ref: proof, attribute"));
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'w1' AS id, 'C-1' AS who, '2026-11-21T10:00:00Z' AS at, false AS status,"
                            + " 'favourite_colour' AS what, NULL::VARCHAR AS answer, ['a', NULL] AS proof",
                    folder.resolve("s.parquet"));
        }

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "w1,C-1", "w1,C-1,with", "\"w1\",\"C-"})
    void aFileThatEndsWithinARecordMayHaveEndedInOne(String end) throws IOException {
        TestingJob job = job("s.csv", "")
                .write(
                        "s.csv",
                        TestingJob.HEADER
                                + declares("a1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z")
                                + "\n" + end);

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @Test
    void aJsonFileThatEndsWithinARecordMayHaveEndedInOne() throws IOException {
        TestingJob job = job("s.jsonl", OWN_WORDS)
                .write(
                        "s.jsonl",
                        "{\"id\":\"a1\",\"who\":\"C-1\",\"at\":\"2026-11-20T10:00:00Z\",\"status\":\"ja\",\"what\":"
                                + "\"favourite_colour\",\"answer\":\"blue\"}\n{\"id\":\"w1\",\"wh");

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1 row)", "Summe;1", "\u001a", "x,y\n"})
    void anEndThatIsNoPartOfARecordIsNone(String end) throws IOException {
        TestingJob job = job("s.csv", "")
                .write(
                        "s.csv",
                        TestingJob.HEADER
                                + declares("a1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z")
                                + "\n" + end);

        assertThat(job.run().profiles()).isEqualTo(1);
    }

    private TestingJob nested(String consents) throws IOException {
        return job("s.jsonl", NESTED)
                .write(
                        "s.jsonl",
                        "{\"id\":\"e1\",\"who\":\"C-1\",\"at\":\"2026-11-20T10:00:00Z\",\"consents\":{\"purposes\":"
                                + "[{\"id\":\"colour\",\"on\":true,\"answer\":\"blue\"}]}}\n"
                                + "{\"id\":\"e2\",\"who\":\"C-1\",\"at\":\"2026-11-21T10:00:00Z\",\"consents\":"
                                + consents + "}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"purposes\":\"[{\\\"id\\\":\\\"colour\\\",\\\"on\\\":false}]\"}",
                "\"{}\"",
                "{\"purposes\":{\"colour\":{\"id\":\"colour\",\"on\":false}}}",
                "{\"purposes\":{\"enabled\":[],\"disabled\":[\"colour\"]}}",
                "{\"purposes\":[\"colour\"]}",
                "{\"purposes\":[{\"id\":\"colour\"}]}",
                "{\"purposes\":[{\"id\":\"colour\",\"on\":true,\"answer\":\"red\"},{\"purpose\":\"colour\",\"consent\":false}]}",
                "{\"purposes\":[\"\"]}"
            })
    void itemsOfAnotherShapeStopTheNight(String consents) throws IOException {
        assertThatThrownBy(nested(consents)::run).hasMessageContaining(STOPS);
    }

    private TestingJob inACell(String consents) throws IOException {
        return job("s.csv", NESTED)
                .write(
                        "s.csv",
                        "id,who,at,consents\ne1,C-1,2026-11-20T10:00:00Z," + quoted(GIVEN_IN_JSON)
                                + "\ne2,C-1,2026-11-21T10:00:00Z," + quoted(consents) + "\n");
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\"", "\"\"") + "\"";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"purposes\":\"[{\\\"id\\\":\\\"colour\\\"}]\"}",
                "{\"purposes\":{\"colour\":{\"id\":\"colour\",\"on\":false}}}",
                "{\"purposes\":[\"colour\"]}",
                "{\"purposes\":[{\"id\":\"colour\"}]}",
                "{\"purposes\":[{\"id\":\"colour\",\"on\":true,\"answer\":\"red\"},{\"purpose\":\"colour\",\"x\":0}]}",
                "{\"purposes\":[{\"id\":[\"colour\"],\"on\":false}]}",
                "{\"purposes\":[{\"id\":\"colour\",\"on\":{\"value\":false}}]}",
                "colour",
                "[{\"id\":\"colour\",\"on\":false"
            })
    void itemsOfAnotherShapeInACellStopTheNightToo(String consents) throws IOException {
        assertThatThrownBy(inACell(consents)::run).hasMessageContaining(STOPS);
    }

    @Test
    void whatSurroundsABrokenCellMayWithdraw() throws IOException {
        String keys = NESTED.replace("action: consents.purposes.on", "action: does")
                .replace(
                        "words: { action: { \"true\": declare, \"false\": withdraw } }",
                        "words: { action: { ja: declare, nein: withdraw } }");
        TestingJob job = job("s.csv", keys)
                .write("s.csv", "id,who,at,does,consents\nw1,C-1,2026-11-21T10:00:00Z,nein,\"{\"\"pur\"\n");

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"purposes\":null}", "{\"purposes\":[]}", "{\"purposes\":\" \"}", " "})
    void noItemsInACellAreNone(String consents) throws IOException {
        assertThat(inACell(consents).run().profiles()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"purposes\":{\"id\":\"colour\",\"on\":false}}",
                "{\"purposes\":[[{\"id\":\"colour\",\"on\":\"False\\u200b\"}]]}"
            })
    void oneItemWithoutItsListAndAListInAListAreRead(String consents) throws IOException {
        TestingJob job = nested(consents);

        assertThat(job.run().profiles()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"purposes\":null}", "{\"purposes\":[]}", "{\"purposes\":\" \"}", "\"\""})
    void noItemsAreNone(String consents) throws IOException {
        assertThat(nested(consents).run().profiles()).isEqualTo(1);
    }

    @Test
    void aRecordOfSomebodyWithNeitherActionNorValueStopsTheNight() throws IOException {
        TestingJob job = new TestingJob(folder);
        job.declared(NIGHT, "w1,C-1,,favourite_colour,,,,,,,,,,,2026-11-21T10:00:00Z,,,,");

        assertThatThrownBy(job::run).hasMessageContaining(STOPS);
    }

    @Test
    void rowsThatASpreadsheetLeavesBlankAreRefused() throws IOException {
        TestingJob job = new TestingJob(folder);
        job.declared(
                NIGHT,
                declares("a1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                ",".repeat(List.of(TestingJob.HEADER.split(",")).size() - 1));

        RunReport report = job.run();

        assertThat(report.profiles()).isEqualTo(1);
        assertThat(job.query("SELECT reason FROM $refusals")).containsExactly("action_unknown");
    }
}
