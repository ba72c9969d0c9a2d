package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.AccessLog.Access;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The answers of explain and statement cover everything that is known about a person, and state what is not known. */
@Tag("night")
class AnswerCommandsTest {
    @TempDir
    private Path folder;

    private TestingJob job;
    private TestingCli cli;

    @BeforeEach
    void publish() {
        cli = new TestingCli(folder, new Parts(TestingParts::none, TestingParts::none, SnapshotExplainer::new));
        job = new TestingJob(folder)
                .declared(
                        NIGHT, declares("d1", "C-1001", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run();
    }

    /** GDPR Art. 15: to answer that nothing is stored would be wrong. */
    @ParameterizedTest
    @ValueSource(strings = {" C-1001", "c-1001", "C-1001\u00a0", "\ufeffC-1001", "C-1\u200b001", "\uff23-1001"})
    void aPersonIsFoundInEverySpellingOfTheId(String spelling) {
        crumbless("statement", spelling);
        assertThat(words(cli.out())).contains("C-1001");
        assertThat(cli.err()).contains("found as \"C-1001\", another spelling of the id");
        crumbless("explain", spelling, "--json");
        assertThat(cli.json().get("subject_id").asString()).isEqualTo("C-1001");
        assertThat(cli.json().get("asked_for").asString()).isEqualTo(spelling);
        assertThat(cli.json().get("outcome").asString()).isEqualTo("found");
    }

    /** GDPR Art. 15(1); CJEU, C-579/21. */
    @Test
    void aStatementStatesWhenAndWhyTheStaffLooked() {
        cli = new TestingCli(
                folder,
                new Parts(TestingParts::none, TestingParts::none, SnapshotExplainer::new),
                Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC));
        crumbless("statement", "C-1001");
        assertThat(words(cli.out())).contains("No earlier access under your customer number is recorded.");
        crumbless("explain", "c-1001", "--reason", "complaint of the neighbour");
        crumbless("explain", "C-1001");
        crumbless("explain", "C-1002");
        crumbless("erase", "C-1001", "--dry-run");

        crumbless("statement", "C-1001");

        assertThat(words(cli.out()))
                .contains(
                        "On 23 November 2026: To write an answer to you. To look up what we hold about you (2 times). To"
                                + " deal with a request of yours. Who of our staff it was is recorded")
                .doesNotContain("neighbour");
    }

    /** Earlier versions of the program recorded the id 77.0 under a hash that differs from that of 77. */
    @Test
    void aStatementStatesLooksThatWereRecordedUnderTheSpellingThatIsHeld() {
        job.declared(
                NIGHT.plusDays(1),
                declares("d2", "77.0", "language", "fr", "service_messages", "2026-11-20T10:00:00Z"));
        job.run(NIGHT.plusDays(1));
        try (ControlDatabase control = ControlDatabase.open(ControlSettings.in(folder.resolve("control")))) {
            List<String> hashes = control.tombstones().hmacs(new SubjectId("77.0"));
            assertThat(hashes).hasSize(2);
            control.accessLog()
                    .append(new Access(
                            Instant.parse("2026-11-20T10:00:00Z"),
                            "vera",
                            "explain",
                            Optional.of(hashes.get(1)),
                            Optional.empty()));
        }

        crumbless("statement", "77");

        assertThat(cli.err()).contains("found as \"77.0\"");
        assertThat(words(cli.out())).contains("On 20 November 2026: To look up what we hold about you.");
        crumbless("statement", "77.0");
        assertThat(words(cli.out()))
                .contains("On 20 November 2026: To look up what we hold about you.")
                .contains("To write an answer to you. Who of our staff");
    }

    @Test
    void theJsonNamesTheSourceOfEachPartOfAList() {
        job.also("survey")
                .declared(
                        "survey",
                        NIGHT.plusDays(1),
                        declares("d1", "C-7", "planned_purchases", "cot", "personal_offers", "2026-11-20T10:00:00Z"))
                .declared(
                        NIGHT.plusDays(1),
                        declares("d1", "C-7", "planned_purchases", "pram", "personal_offers", "2026-11-21T10:00:00Z"));
        job.run(NIGHT.plusDays(1));

        crumbless("explain", "C-7", "--json");

        JsonNode lineage = cli.json().get("held").get(0).get("lineage");
        assertThat(lineage.get("accumulated_from").get(0).asString()).isEqualTo("d1");
        assertThat(lineage.get("accumulated_sources").get(0).asString()).isEqualTo("survey");
    }

    @Test
    void ofSeveralSpellingsOneHasToBeNamed() {
        job.declared(
                NIGHT.plusDays(1),
                declares("d2", "c-1001", "language", "fr", "service_messages", "2026-11-20T10:00:00Z"),
                declares("d3", "\u200bC-1003", "language", "fr", "service_messages", "2026-11-20T10:00:00Z"));
        job.run(NIGHT.plusDays(1));

        assertThat(cli.run("statement", "C-1001", "--job", "job.yaml")).isEqualTo(2);
        assertThat(cli.err()).contains("2 spellings of it are held, \"C-1001\", \"c-1001\"; name one");
        crumbless("explain", "c-1001", "--exact", "--json");
        assertThat(cli.json().get("subject_id").asString()).isEqualTo("c-1001");
        crumbless("statement", "c-1003");
        assertThat(cli.err()).contains("found as \"<U+200B>C-1003\"");
        crumbless("explain", "C-1003", "--exact", "--json");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("unknown");
    }

    @Test
    void aReadmittedPersonIsStillKnownToHaveBeenErased() {
        crumbless("erase", "C-1001", "--yes");
        crumbless("explain", "C-1001", "--json");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("erased");
        crumbless("readmit", "C-1001", "--reason", "came back");

        crumbless("explain", "C-1001");
        assertThat(words(cli.out())).contains("This person asked to be erased on", "and was re-admitted on");
        crumbless("statement", "C-1001", "--lang", "de");
        assertThat(words(cli.out())).contains("Sie haben am", "verlangt, dass wir alles löschen, und wir haben Sie am");
        crumbless("explain", "C-1001", "--json");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("readmitted");
        assertThat(cli.json().get("erasure").get("readmitted_at").isString()).isTrue();
        assertThat(cli.json().get("erasure").get("first_requested_at"))
                .isEqualTo(cli.json().get("erasure").get("requested_at"));
        crumbless("explain", "C-1002", "--json");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("unknown");
        assertThat(cli.json().get("erasure").isNull()).isTrue();
    }

    /** A database that was lost and recreated does not know who was erased, and a look at somebody makes no key in it. */
    @Test
    void aDatabaseThatDoesNotKnowTheWarehouseIsReportedAndGetsNoKey() throws IOException {
        crumbless("erase", "C-1001", "--yes");
        Files.move(folder.resolve("control"), folder.resolve("lost"));

        crumbless("explain", "C-1001");

        assertThat(words(cli.out())).contains("Whether this person asked to be erased cannot be determined");
        assertThat(cli.err()).contains("knows none of the warehouse's snapshots; restore it from its backup");
        assertThat(folder.resolve("control/erasure.key")).doesNotExist();
        crumbless("statement", "C-1001");
        assertThat(words(cli.out())).contains("could not be looked up for this page");
        assertThat(cli.err()).contains("restore it from its backup");
        assertThat(folder.resolve("control/erasure.key")).doesNotExist();
        crumbless("explain", "C-1001", "--json");
        assertThat(cli.json().get("not_looked_at"))
                .extracting(JsonNode::asString)
                .contains("erasures");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.accessLog().latest(9))
                    .filteredOn(access -> !access.command().equals("begin"))
                    .hasSize(3)
                    .allSatisfy(access -> assertThat(access.subjectHmac()).isEmpty());
        }
    }

    /** It contains the nights, but not the later erasures; earlier ones are still recorded. */
    @Test
    void aDatabaseFromBeforeAnErasureIsReported() throws IOException {
        Path database = folder.resolve("control/crumbless.mv.db");
        byte[] before = Files.readAllBytes(database);
        crumbless("erase", "C-1001", "--yes");
        Files.write(database, before);

        crumbless("explain", "C-1001");
        assertThat(words(cli.out()))
                .contains(
                        "The control database is older than an erasure that was applied to a snapshot of this warehouse.");
        assertThat(cli.err())
                .contains(
                        "is not known: the control database does not know of an erasure that was applied to snapshot 2026-11-22-",
                        "; restore it from its backup");
        crumbless("explain", "C-1001", "--lang", "de");
        assertThat(words(cli.out())).contains("Die Steuerdatenbank ist älter als eine Löschung");
        crumbless("statement", "C-1001", "--lang", "de");
        assertThat(words(cli.out())).contains("Ob Sie in letzter Zeit verlangt haben, dass wir alles löschen");
        assertThat(cli.err()).contains("does not know of an erasure");
        crumbless("explain", "C-1001", "--json");
        assertThat(cli.json().get("not_looked_at"))
                .extracting(JsonNode::asString)
                .contains("later_erasures")
                .doesNotContain("erasures");
    }

    @Test
    void theDatabaseOfTheWarehouseWarnsOfNothing() {
        crumbless("explain", "C-1001");

        assertThat(cli.err()).doesNotContain("erased");
        assertThat(words(cli.out())).doesNotContain("cannot be determined");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.accessLog().latest(1))
                    .allSatisfy(access -> assertThat(access.subjectHmac()).isPresent());
        }
    }

    @Test
    void whoIsKnownToLegacySourcesAloneIsFoundElsewhere() throws IOException {
        crumbless("explain", "C-1002", "--json");
        assertThat(cli.json().get("outcome").asString()).isEqualTo("unknown");
        assertThat(cli.json().get("not_looked_at"))
                .extracting(JsonNode::asString)
                .containsExactly("legacy");
        job.write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1002,login,2026-10-01T00:00:00Z\n")
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,x_pregnant,2026-11-01T00:00:00Z,model_v2\n");

        crumbless("explain", "C-1002", "--json", "--legacy");

        assertThat(cli.json().get("outcome").asString()).isEqualTo("elsewhere");
        assertThat(cli.json().get("not_looked_at")).isEmpty();
        assertThat(cli.json().get("legacy").get("holdings")).hasSize(1);
    }

    @Test
    void whoIsSpeltOtherwiseInLegacySourcesIsFoundAndItIsSaidHow() throws IOException {
        job.write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,c-1002,login,2026-10-01T00:00:00Z\n")
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,x_pregnant,2026-11-01T00:00:00Z,model_v2\n");

        crumbless("explain", "C-1002", "--json", "--legacy");
        assertThat(cli.json().get("legacy").get("subject").asString()).isEqualTo("c-1002");
        assertThat(cli.json().get("legacy").get("holdings")).hasSize(1);
        crumbless("explain", "C-1002", "--legacy");
        assertThat(cli.err()).contains("found in the legacy sources as \"c-1002\", another spelling of the id");
        assertThat(words(cli.out())).contains("They spell the id in another way: “c-1002”.");

        crumbless("explain", "C-1002", "--json", "--legacy", "--exact");
        assertThat(cli.json().get("legacy").get("holdings")).isEmpty();
    }

    /** They may be two people, and neither may read of the other. */
    @Test
    void whoIsSpeltInSeveralWaysInLegacySourcesIsAskedFor() throws IOException {
        job.write(
                "legacy/logins.csv",
                "cookie,customer,how,linked_at\nck1,C-1001,login,2026-10-01T00:00:00Z\nck2,c-1001,guessed,2026-10-01T00:00:00Z\n");

        assertThat(cli.run("explain", "C-1001", "--legacy", "--job", "job.yaml"))
                .isEqualTo(2);
        assertThat(cli.err())
                .contains(
                        "2 spellings of it are held, \"C-1001\", \"c-1001\"; name one as it is written here, with --exact");
        crumbless("explain", "c-1001", "--json", "--legacy", "--exact");
        assertThat(cli.json().get("legacy").get("untrusted_links").asInt()).isEqualTo(1);
    }

    @Test
    void rowsThatCannotBeReadAreReportedToThePersonAndToWhoAsked() {
        job.write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1001,login,2026-10-01T00:00:00Z\n")
                .write("legacy/dmp.csv", "visitor,segment_id,ts,method\nck1,x,2026-11-01T00:00:00Z,m\nck1,y\n");

        crumbless("statement", "C-1001", "--legacy");

        assertThat(words(cli.out())).contains("One entry there could not be read.");
        assertThat(cli.err()).contains("1 row of the legacy sources cannot be read, and may be of this person");
    }

    /** Without legacy sources, the answer does not mention that they were not searched. */
    @Test
    void aJobWithoutLegacySourcesHasNothingToLookAt() throws IOException {
        crumbless("statement", "C-1001");
        assertThat(words(cli.out())).contains("We did not look into our older systems");
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replaceFirst("(?ms)^legacy:\\n(^ .*\\n)+", ""));
        assertThat(JobFile.read(file).legacy().files()).isEmpty();

        crumbless("statement", "C-1001");
        assertThat(words(cli.out())).doesNotContain("older systems. Ask us", "did not look");
        crumbless("explain", "C-1002");
        assertThat(words(cli.out())).doesNotContain("not searched");
        crumbless("explain", "C-1002", "--json");
        assertThat(cli.json().get("not_looked_at")).isEmpty();
    }

    private void crumbless(String command, String... more) {
        String[] line = new String[more.length + 3];
        line[0] = command;
        System.arraycopy(more, 0, line, 1, more.length);
        line[line.length - 2] = "--job";
        line[line.length - 1] = "job.yaml";
        assertThat(cli.run(line)).as(cli.err()).isZero();
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
