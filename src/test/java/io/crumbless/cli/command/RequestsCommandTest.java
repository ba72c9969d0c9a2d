package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/** Promise: a request is entered, worked on and carried out from a terminal, by two people where it takes two, and recorded. */
@Tag("night")
@Isolated("Java has one name of a user for all of it.")
class RequestsCommandTest {
    private static final String ACCOUNT = System.getProperty("user.name");

    @TempDir
    Path folder;

    private TestingJob job;
    private TestingCli cli;

    @BeforeEach
    void publish() {
        Parts parts = new Parts(TestingParts::none, TestingParts::none, SnapshotExplainer::new);
        cli = new TestingCli(folder, parts);
        job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-1001", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d2", "C-1002", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run();
    }

    @AfterEach
    void beYourself() {
        System.setProperty("user.name", ACCOUNT);
    }

    private int as(String account, String... arguments) {
        System.setProperty("user.name", account);
        String[] all = new String[arguments.length + 2];
        all[0] = "requests";
        all[1] = "job.yaml";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return cli.run(all);
    }

    private JsonNode shown(String request) {
        assertThat(as("anna", "show", request, "--json")).as(cli.err()).isZero();
        return cli.json();
    }

    @Test
    void anErasureTakesTwoPeopleAndLeavesAReceipt() {
        assertThat(as("anna", "add", "erasure", "C-1001", "--reference", "letter 5"))
                .as(cli.err())
                .isZero();
        assertThat(cli.out()).contains("R-1", "erasure", "open", "letter 5");
        assertThat(as("anna", "check-identity", "R-1", "signed in to the account"))
                .isZero();
        assertThat(as("anna", "approve", "R-1")).isEqualTo(2);
        assertThat(cli.err()).contains("you entered it, and nobody approves a request of their own");
        assertThat(as("anna", "carry-out", "R-1", "C-1001", "--yes")).isEqualTo(2);
        assertThat(cli.err()).contains("Cannot carry out request R-1: it is not approved");
        assertThat(as("ben", "approve", "R-1")).as(cli.err()).isZero();
        assertThat(as("anna", "carry-out", "R-1", "C-1002", "--yes")).isEqualTo(2);
        assertThat(cli.err()).contains("it is not the one that request R-1 was entered for");
        assertThat(as("anna", "carry-out", "R-1", "c-1001", "--yes"))
                .as(cli.err())
                .isZero();

        assertThat(job.query("SELECT DISTINCT subject_id FROM $declarations")).containsExactly("C-1002");
        JsonNode erased = shown("R-1");
        assertThat(erased.get("status").asString()).isEqualTo("carried-out");
        String receipt = erased.get("history").get(4).get("reference").asString();
        assertThat(folder.resolve("control/erasures/" + receipt + ".json")).exists();
        assertThat(erased.get("history").get(1).get("text").asString())
                .isEqualTo("extract service_messages of 2026-11-22");
        assertThat(cli.out()).doesNotContain("C-1001", "c-1001");
        assertThat(as("anna", "close", "R-1")).isZero();
    }

    @Test
    void theLetterOfARefusalIsWrittenAndItsHashKept() throws Exception {
        as("anna", "add", "erasure", "C-1001", "--jurisdiction", "DE");
        assertThat(as("anna", "letter", "R-1", "refusal")).isEqualTo(2);
        assertThat(cli.err()).contains("Cannot write the refusal letter of request R-1", "it allows none");
        assertThat(as("anna", "letter", "R-1", "thanks")).isEqualTo(2);
        assertThat(cli.err()).contains("Unknown letter 'thanks': use extension, hold, refusal, lifting, confirmation");
        as("anna", "refuse", "R-1", "Wir brauchen die Daten für einen Rechtsstreit.");

        assertThat(as("anna", "letter", "R-1", "refusal", "--lang", "de", "--html", "R-1.html"))
                .as(cli.err())
                .isZero();

        assertThat(Files.readString(folder.resolve("R-1.html")))
                .contains("Ablehnung", "Rechtsstreit", "Art. 12 Abs. 4 DSGVO")
                .doesNotContain("C-1001");
        assertThat(shown("R-1").get("history").toString()).contains("Letter R-1-refusal.html was written, sha256");
        assertThat(as("anna", "letter", "R-1", "refusal")).isZero();
        assertThat(cli.out()).contains("Seek a judicial remedy");
    }

    /** A reference comes from a delivery, a note from whoever wrote it; the terminal is somebody else's. */
    @Test
    void whatATerminalWouldObeyIsShownInstead() {
        as("anna", "add", "access", "C-1001", "--reference", "\u001b]0;owned\u0007 5");
        as("anna", "note", "R-1", "\u001b[2Jcleared");

        assertThat(as("anna", "show", "R-1")).isZero();
        assertThat(cli.out()).contains("\\u{1B}[2Jcleared").doesNotContain("\u001b", "\u0007");
        assertThat(as("anna", "list")).isZero();
        assertThat(cli.out()).contains("\\u{1B}]0;owned").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void aReadmissionTakesTwoPeopleToo() {
        assertThat(cli.run("erase", "C-1001", "--yes", "--job", "job.yaml")).isZero();
        assertThat(as("anna", "add", "readmission", "C-1001", "--jurisdiction", "DE"))
                .isZero();
        assertThat(as("anna", "check-identity", "R-1", "came to the shop")).isZero();
        assertThat(as("anna", "carry-out", "R-1", "C-1001")).isEqualTo(2);
        assertThat(as("ben", "approve", "R-1")).isZero();
        assertThat(as("ben", "carry-out", "R-1", "C-1001")).as(cli.err()).isZero();

        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.tombstones().all().hashes()).hasSize(1).allSatisfy(hash -> assertThat(
                            control.tombstones().all().readmittedAt(hash))
                    .isPresent());
        }
    }

    @Test
    void aHoldKeepsAnErasureFromBeingCarriedOut() {
        as("anna", "add", "erasure", "C-1001");
        as("anna", "check-identity", "R-1", "signed in");
        as("ben", "approve", "R-1");
        assertThat(as("ben", "hold", "R-1", "Art. 17(3)(e), claim 4 C 12/26"))
                .as(cli.err())
                .isZero();
        assertThat(as("anna", "carry-out", "R-1", "C-1001", "--yes")).isEqualTo(2);
        assertThat(cli.err()).contains("it is on legal hold (Art. 17(3)(e), claim 4 C 12/26); end the hold first");
        assertThat(as("ben", "hold", "R-1", "settled", "--end")).isZero();
        assertThat(as("anna", "carry-out", "R-1", "C-1001", "--yes"))
                .as(cli.err())
                .isZero();
    }

    @Test
    void aRestrictionIsListedUntilItIsClosedAndExplained() {
        assertThat(as("anna", "add", "restriction", "c-1001", "--jurisdiction", "DE"))
                .as(cli.err())
                .isZero();
        job.run(NIGHT.plusDays(1));

        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-1002");
        assertThat(shown("R-1").get("status").asString()).isEqualTo("carried-out");
        assertThat(as("anna", "close", "R-1", "the value is right")).isEqualTo(2);
        assertThat(cli.err()).contains("Art. 18(3)");
        assertThat(as("anna", "announce-lifting", "R-1", "The value is right."))
                .as(cli.err())
                .isZero();
        assertThat(as("anna", "letter", "R-1", "lifting", "--html", "lifting.html"))
                .as(cli.err())
                .isZero();
        assertThat(folder.resolve("lifting.html"))
                .content()
                .contains("we will lift this restriction", "The value is right.");
        assertThat(as("anna", "close", "R-1", "the value is right"))
                .as(cli.err())
                .isZero();
        job.run(NIGHT.plusDays(2));
        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).containsExactly("C-1001", "C-1002");
    }

    @Test
    void anAnswerIsProvedByTheHashOfWhatWasSent() throws Exception {
        Files.writeString(folder.resolve("answer.html"), "<p>an answer</p>");
        as("anna", "add", "access", "C-1001");
        as("anna", "check-identity", "R-1", "signed in");
        assertThat(as("anna", "carry-out", "R-1", "--document", "answer.html"))
                .as(cli.err())
                .isZero();

        assertThat(shown("R-1").get("history").get(2).get("reference").asString())
                .matches("answer\\.html sha256 [0-9a-f]{64}");
    }

    @Test
    void theNearestDeadlineStandsFirst() {
        Parts none = new Parts(TestingParts::none, TestingParts::none, SnapshotExplainer::new);
        cli = new TestingCli(folder, none, Clock.fixed(Instant.parse("2027-01-02T10:00:00Z"), ZoneOffset.UTC));
        as("anna", "add", "access", "C-1001", "--jurisdiction", "US-CA", "--received", "2026-11-30");
        as("anna", "add", "access", "C-1002", "--jurisdiction", "DE", "--received", "2026-11-30");
        as("anna", "add", "portability", "C-1002", "--jurisdiction", "DE", "--received", "2026-11-29");
        as("anna", "refuse", "R-3", "no such customer");

        assertThat(as("anna", "list")).isZero();
        assertThat(cli.out().lines().map(line -> line.substring(0, 3))).startsWith("R-2", "R-1", "R-3");
        assertThat(cli.out()).contains("OVERDUE since 2026-12-30", "due 2027-01-14", "was due 2026-12-29");
        assertThat(as("anna", "list", "--overdue", "--json")).isZero();
        assertThat(cli.json().get("requests").size()).isEqualTo(1);
        assertThat(as("anna", "list", "--subject", "c-1001", "--json")).isZero();
        assertThat(cli.json().get("requests").get(0).get("request").asString()).isEqualTo("R-1");
    }

    @Test
    void whatKeepsNothingFromBeingUsedIsNoObjection() {
        assertThat(as("anna", "add", "objection", "C-1001")).isEqualTo(2);
        assertThat(cli.err()).contains("Missing purposes");
        assertThat(as("anna", "add", "objection", "C-1001", "--purpose", "personal_offer"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("Unknown purpose 'personal_offer': the policy has personal_offers");
        assertThat(as("anna", "add", "objection", "C-1001", "--purpose", "direct-marketing"))
                .isZero();
        assertThat(as("anna", "add", "opt-out", "C-1001", "--jurisdiction", "US-CA"))
                .isZero();
        assertThat(cli.out()).contains("opt-out (sale-and-sharing)");
        assertThat(as("anna", "add", "deletion", "C-1001")).isEqualTo(2);
        assertThat(cli.err()).contains("Unknown kind 'deletion': expected one of access, erasure");
        assertThat(as("anna", "show", "R-9")).isEqualTo(2);
        assertThat(cli.err()).contains("Unknown request R-9");
    }

    @Test
    void eachUseIsInTheAccessLog() {
        as("anna", "add", "access", "C-1001");
        as("ben", "show", "R-1");
        as("ben", "note", "R-1", "called back");

        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.accessLog().latest(3))
                    .extracting(access -> access.by() + " " + access.command() + " "
                            + access.subjectHmac().isPresent())
                    .containsExactly("ben requests note true", "ben requests show true", "anna requests add true");
        }
    }

    @Test
    void whereTwoAccountsAreRequiredOneErasesAndReadmitsNobody() throws Exception {
        job.write("job.yaml", Files.readString(folder.resolve("job.yaml")) + "access: { four-eyes: required }\n");

        assertThat(cli.run("erase", "C-1001", "--yes", "--job", "job.yaml")).isEqualTo(2);
        assertThat(cli.err()).contains("Cannot erase people named here: the job file requires two accounts");
        assertThat(cli.run("readmit", "C-1001", "--reason", "asked", "--job", "job.yaml"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("add readmission");
        assertThat(cli.run("erase", "--yes", "--job", "job.yaml")).as(cli.err()).isZero();
    }

    @Test
    void sayThatNobodyIsHeldUnderTheId() {
        assertThat(as("anna", "add", "access", "C-9999")).isZero();
        assertThat(cli.out()).contains("nothing is held under this id in the current snapshot");
    }
}
