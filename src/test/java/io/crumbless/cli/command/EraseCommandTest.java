package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.NotChecked;
import io.crumbless.night.run.Guard;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: an erasure is shown, confirmed and recorded before it begins, and certified by a receipt without names. */
@Tag("night")
class EraseCommandTest {
    @TempDir
    Path folder;

    private TestingJob job;
    private TestingCli cli;

    @BeforeEach
    void publish() {
        cli = new TestingCli(folder);
        job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-1001", "language", "de", "service_messages", "2026-11-20T10:00:00Z"),
                        declares("d2", "C-1002", "language", "de", "service_messages", "2026-11-20T10:00:00Z"));
        job.run();
    }

    @Test
    void aDryRunShowsWhatWouldGoAndChangesNothing() {
        int exit = cli.run("erase", "C-1001", "C-9999", "--dry-run", "--job", "job.yaml");

        assertThat(exit).isZero();
        assertThat(cli.out())
                .contains("declarations", "would erase 3 rows of 1 person; nothing is held about 1 person");
        assertThat(subjects()).containsExactly("C-1001", "C-1002");
    }

    @Test
    void askedWithNobodyAtATerminalItRefuses() {
        int exit = cli.run("erase", "C-1001", "--job", "job.yaml");

        assertThat(exit).isEqualTo(2);
        assertThat(cli.err())
                .contains("Missing --yes: there is no terminal to ask for confirmation; nothing was changed");
        assertThat(subjects()).containsExactly("C-1001", "C-1002");
    }

    /** A mistyped path would never receive any request. */
    @Test
    void saysThatNoListLiesUnderThePath() throws IOException {
        Files.delete(folder.resolve("erasures.csv"));
        assertThat(cli.run("erase", "--yes", "--job", "job.yaml")).as(cli.err()).isZero();

        assertThat(cli.out()).isEqualTo("nobody to erase: the erasures of the job file hold no request\n");
        assertThat(cli.err())
                .contains(
                        "No file lies under the path of erasures 'requests' (erasures.csv), so nobody there asked to be"
                                + " erased");
        // A night asks first, for the list lay there when the last one was published.
        assertThatThrownBy(() -> job.run(NIGHT.plusDays(1)))
                .hasMessageStartingWith("Missing files of source 'requests': nothing matches ");
        RunOptions accepting = new RunOptions(
                RunOptions.DEFAULTS.engine(), RunOptions.DEFAULTS.memoryBytes(), Set.of(Guard.DELIVERIES_MISSING));
        assertThat(job.run(NIGHT.plusDays(1), accepting).notices())
                .contains(
                        "No file lies under the path of erasures 'requests' (erasures.csv), so nobody there asked to be"
                                + " erased");
        job.write("erasures.csv", "subject_id,requested_at,reason\n");
        assertThat(cli.run("erase", "--yes", "--job", "job.yaml")).isZero();
        assertThat(cli.err()).doesNotContain("No file lies");
    }

    /** A list that was not delivered is not one whose requests were honoured. */
    @Test
    void saysWhetherThereWasNoRequestOrNoneLeft() {
        job.write("erasures.csv", "subject_id,requested_at,reason\n");

        assertThat(cli.run("erase", "--yes", "--job", "job.yaml")).as(cli.err()).isZero();
        assertThat(cli.out()).isEqualTo("nobody to erase: the erasures of the job file hold no request\n");

        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1001,2026-11-21T08:00:00Z,art17\n");
        assertThat(cli.run("erase", "--yes", "--job", "job.yaml")).isZero();
        assertThat(cli.run("erase", "--yes", "--job", "job.yaml")).isZero();
        assertThat(cli.out()).endsWith("nobody to erase: every request was honoured before\n");
    }

    @Test
    void erasesRecordsAndWritesAReceiptThatNamesNobody() throws IOException {
        int exit = cli.run("erase", "C-1001", "C-9999", "--yes", "--job", "job.yaml", "--reason", "request 7");

        assertThat(exit).as(cli.err()).isZero();
        assertThat(cli.out())
                .contains(
                        "erased 1 person; nothing was held about 1 person, whose data is kept out of later nights too")
                .doesNotContain("C-1001");
        assertThat(cli.err()).doesNotContain("C-1001");
        assertThat(subjects()).containsExactly("C-1002");
        String receipt = Files.readString(receipt());
        assertThat(receipt)
                .contains("\"FOUND_NOBODY\"", "\"ERASED\"", "request 7")
                .doesNotContain("C-1001", "C-9999");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.accessLog().latest(5))
                    .hasSize(2)
                    .allMatch(access -> access.command().equals("erase")
                            && access.subjectHmac().isPresent()
                            && access.reason().orElse("").equals("request 7"));
        }
    }

    /** A night is not recomputed for a person that it never contained, or who was re-admitted since. */
    @Test
    void aNightIsRecognisedWhoeverWasErasedSince() {
        String night = job.run().runId();

        for (List<String> since : List.of(
                List.of("erase", "C-9999", "--yes"),
                List.of("erase", "C-1001", "--yes"),
                List.of("readmit", "C-1001", "--reason", "came back"),
                List.of("erase", "C-1001", "C-8888", "--yes"))) {
            List<String> words = new ArrayList<>(since);
            words.addAll(List.of("--job", "job.yaml"));
            assertThat(cli.run(words.toArray(String[]::new))).as(cli.err()).isZero();

            RunReport again = job.run();

            assertThat(again.outcome()).as("after %s", since).isEqualTo(RunReport.Outcome.ALREADY_PUBLISHED);
            assertThat(again.runId()).isEqualTo(night);
        }
        assertThat(subjects()).containsExactly("C-1002");
    }

    /** How many they are is added to the reason. */
    @Test
    void keepsTheLongestReasonForManyPeople() {
        String reason = "x".repeat(900);
        List<String> words = new ArrayList<>(List.of("erase", "--yes", "--job", "job.yaml", "--reason", reason));
        IntStream.range(0, 101).forEach(i -> words.add("C-" + i));

        assertThat(cli.run(words.toArray(String[]::new))).as(cli.err()).isZero();

        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.accessLog().latest(1))
                    .extracting(access -> access.reason().orElse(""))
                    .containsExactly(reason + " (101 people)");
        }
    }

    /** Else the next delivery would bring the person back without a word. */
    @Test
    void nothingWorksWithAControlDatabaseThatWasLost() throws IOException {
        assertThat(cli.run("erase", "C-1001", "--yes", "--job", "job.yaml")).isZero();
        Path database = job.file().control().folder().resolve("crumbless.mv.db");
        Files.delete(database);

        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> job.run(NIGHT.plusDays(1)))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("names another control database")
                    .hasMessageContaining("which would re-admit who was erased");
            assertThat(cli.run("erase", "C-1002", "--yes", "--job", "job.yaml")).isEqualTo(3);
            assertThat(cli.err()).contains("restore it from its backup, or see 'crumbless erasure-key --help'");
            assertThatThrownBy(job::run).isInstanceOf(Failure.class);
        }
        assertThat(subjects()).containsExactly("C-1002");

        assertThat(cli.run("erasure-key", "--adopt", "--job", "job.yaml")).isZero();
        assertThat(cli.out()).startsWith("adopted    2026-11-22-").contains("key in use ");
        assertThat(cli.run("erase", "C-1001", "--yes", "--job", "job.yaml")).isZero();
        job.run(NIGHT.plusDays(1));
        assertThat(subjects()).containsExactly("C-1002");
    }

    /** The checks that an audit skips if it does not know who was erased. */
    private List<String> notChecked() {
        JobFile file = job.file();
        return new PublishedAudit(2)
                        .audit(
                                file,
                                new Warehouse(file.warehouse()).current().orElseThrow(),
                                AuditReport.Legacy.LEFT_OUT,
                                Progress.SILENT)
                        .checks()
                        .stream()
                        .filter(check -> check.notChecked().equals(Optional.of(NotChecked.NO_CONTROL_DATABASE)))
                        .map(AuditReport.Check::code)
                        .toList();
    }

    @Test
    void nothingWorksWithAControlDatabaseFromBeforeAnErasure() throws IOException {
        Path database = job.file().control().folder().resolve("crumbless.mv.db");
        byte[] before = Files.readAllBytes(database);
        assertThat(cli.run("erase", "C-1001", "--yes", "--job", "job.yaml")).isZero();
        assertThat(notChecked()).isEmpty();
        Files.write(database, before);

        assertThatThrownBy(() -> job.run(NIGHT.plusDays(1)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("does not know of an erasure that was applied to snapshot 2026-11-22-");
        assertThat(notChecked()).containsExactly("erased_stay_gone");
        assertThat(cli.run("erase", "C-1002", "--yes", "--job", "job.yaml")).isEqualTo(5);

        assertThat(cli.run("erasure-key", "--adopt", "--job", "job.yaml")).isZero();
        assertThat(cli.run("erase", "C-1001", "--yes", "--job", "job.yaml")).isZero();
        job.run(NIGHT.plusDays(1));
        assertThat(subjects()).containsExactly("C-1002");
    }

    @Test
    void theRequestsOfTheJobAreHonouredOnce() {
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1001,2026-11-22T08:00:00Z,art17\n");

        assertThat(cli.run("erase", "--job", "job.yaml", "--yes", "--json")).isZero();
        JsonNode first = cli.json();
        assertThat(cli.run("erase", "--job", "job.yaml", "--yes", "--json")).isZero();

        assertThat(first.get("outcome").asString()).isEqualTo("erased");
        assertThat(first.get("erased").asInt()).isEqualTo(1);
        assertThat(cli.json().get("outcome").asString()).isEqualTo("nobody");
        assertThat(subjects()).containsExactly("C-1002");
        assertThat(job.warehouse().resolve(".staging/intake-erase")).doesNotExist();
    }

    @Test
    void answersAnOpenDsrRequestWithItsStatus() throws IOException {
        job.write("request.json", """
                { "regulation": "gdpr", "api_version": "2.0",
                  "subject_request_id": "a7551968-d5d6-44b2-9831-815ac9017798",
                  "subject_request_type": "erasure", "submitted_time": "2026-11-22T15:00:00Z",
                  "subject_identities": [ { "identity_type": "controller_customer_id", "identity_value": "C-1002",
                      "identity_format": "raw" } ] }
                """);

        int exit = cli.run("erase", "--opendsr", "request.json", "--controller", "shop", "--yes", "--job", "job.yaml");

        assertThat(exit).as(cli.err()).isZero();
        assertThat(subjects()).containsExactly("C-1001");
        JsonNode status =
                JsonMapper.builder().build().readTree(Files.readString(folder.resolve("request.json.status.json")));
        assertThat(status.get("request_status").asString()).isEqualTo("completed");
        assertThat(status.get("subject_request_id").asString()).isEqualTo("a7551968-d5d6-44b2-9831-815ac9017798");
        assertThat(status.get("controller_id").asString()).isEqualTo("shop");
        assertThat(status.get("results_count").asInt()).isEqualTo(3);
    }

    @Test
    void anOpenDsrRequestItCannotHonourIsRefusedWithoutNamingThePerson() {
        job.write("request.json", """
                { "subject_request_id": "a7551968-d5d6-44b2-9831-815ac9017798", "subject_request_type": "erasure",
                  "submitted_time": "2026-11-22T15:00:00Z", "api_version": "2.0",
                  "subject_identities": [ { "identity_type": "email", "identity_value": "anna@example.org",
                      "identity_format": "raw" } ] }
                """);

        int exit = cli.run("erase", "--opendsr", "request.json", "--yes", "--job", "job.yaml");

        assertThat(exit).isEqualTo(4);
        assertThat(cli.err())
                .contains("identity 1 is not of type controller_customer_id")
                .doesNotContain("anna");
    }

    @Test
    void aReadmittedPersonIsNamedOnce() {
        assertThat(cli.run("readmit", "C-1001", "--reason", "came back", "--job", "job.yaml"))
                .isEqualTo(2);
        assertThat(cli.err()).contains("nobody of that id is erased");
        cli.run("erase", "C-1001", "--yes", "--job", "job.yaml");

        assertThat(cli.run("readmit", "c-1001", "--reason", "came back", "--job", "job.yaml"))
                .isZero();
        assertThat(cli.out()).matches("(?s).*re-admitted, for what is said from \\S+:\\d\\dZ on\\n");
    }

    @Test
    void aNewKeyKeepsTheOldOne() throws IOException {
        cli.run("erase", "C-1001", "--yes", "--job", "job.yaml");
        assertThat(cli.run("erasure-key", "--job", "job.yaml")).isZero();
        String before = cli.out().strip();

        assertThat(cli.run("erasure-key", "--rotate", "--job", "job.yaml")).isZero();

        assertThat(cli.out())
                .startsWith("key in use ")
                .contains("kept       " + before.substring("key in use ".length()));
        assertThat(Files.getPosixFilePermissions(folder.resolve("control/erasure.key")))
                .hasSize(2);
        assertThat(cli.run("erase", "C-1001", "--yes", "--dry-run", "--job", "job.yaml"))
                .isZero();
    }

    @Test
    void aRollbackShowsWhatDiffersFirst() {
        job.declared(NIGHT.plusDays(1), withdraws("w1", "C-1001", "language", "", "2026-11-23T10:00:00Z"));
        job.run(NIGHT.plusDays(1));

        assertThat(cli.run("rollback", "--dry-run", "--job", "job.yaml")).isZero();
        assertThat(cli.out()).containsPattern("language +1 +2").contains("1 withdrawal since stays honoured");
        assertThat(cli.run("rollback", "--job", "job.yaml")).isEqualTo(2);
        assertThat(cli.run("rollback", "--yes", "--json", "--job", "job.yaml"))
                .as(cli.err())
                .isZero();

        assertThat(cli.json().get("profiles").asInt()).isEqualTo(1);
        assertThat(job.query("SELECT subject_id FROM $profiles")).containsExactly("C-1002");
    }

    @Test
    void aRollbackReportsHowManyProvidedValuesStayDeleted() {
        job.write("legacy/logins.csv", "cookie,customer,how,linked_at\nck9,C-9,login,2026-10-01T00:00:00Z\n");
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\nck9,form_language_de,2026-11-01T00:00:00Z,form\n");
        job.run(NIGHT.plusDays(1));
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\n");
        job.run(NIGHT.plusDays(2));

        assertThat(cli.run("rollback", "--dry-run", "--job", "job.yaml")).isZero();
        assertThat(cli.out()).contains("  1 provided value of then, gone or changed since, does not come back\n");
        assertThat(cli.run("rollback", "--dry-run", "--json", "--job", "job.yaml"))
                .isZero();
        assertThat(cli.json().get("provided_gone_since").asInt()).isEqualTo(1);
    }

    @Test
    void aJobOfErasuresAloneIsNoNight() {
        job.write(
                "erasure.yaml",
                "job: erasure\npolicy: " + Path.of("jobs/policy").toAbsolutePath()
                        + "\nwarehouse: warehouse\nerasures:\n  - name: requests\n    path: erasures.csv\n");
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1001,2026-11-22T08:00:00Z,art17\n");

        assertThat(cli.run("erase", "--job", "erasure.yaml", "--yes"))
                .as(cli.err())
                .isZero();

        assertThat(subjects()).containsExactly("C-1002");
    }

    private List<String> subjects() {
        return job.query("SELECT DISTINCT subject_id FROM $declarations ORDER BY 1");
    }

    private Path receipt() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("control/erasures"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
