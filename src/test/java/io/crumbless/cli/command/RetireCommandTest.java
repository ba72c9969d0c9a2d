package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.retire.Certificate;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RetirementLedger;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Promise: only sources that nothing needs are destroyed, only files that match the job's patterns, entirely or not at
 * all, with a certificate; and nights work without them.
 */
@Tag("night")
class RetireCommandTest {
    @TempDir
    Path folder;

    private TestingJob job;
    private TestingCli cli;

    /** Nothing can come of 'old'; C-1 still has a language from 'dmp'. */
    @BeforeEach
    void publish() throws IOException {
        cli = new TestingCli(folder);
        job = new TestingJob(folder)
                .write(
                        "legacy/dmp.csv",
                        "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01T00:00:00Z,form\n")
                .write("legacy/old-2026-11-21.csv", "customer,x\nC-1,1\n")
                .write("legacy/old-2026-11-22.csv", "customer,x\nC-1,2\n")
                .write("legacy/optout.csv", "cookie\nck9\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n")
                .declared(NIGHT, declares("d2", "C-2", "discretion", "plain_parcel", "service_messages", at("20T10")));
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file, Files.readString(file).replace("  links:\n", """
                                    - name: old
                                      path: legacy/old-{date}.csv
                                      shape: wide
                                      columns: { subject-id: customer }
                                  links:
                                """).replace("declarations:\n", """
                                  opt-outs:
                                    - name: opt-outs
                                      path: legacy/optout.csv
                                      columns: { cookie-id: cookie }
                                declarations:
                                """));
        job.run();
    }

    private static String at(String time) {
        return "2026-11-" + time + ":00:00Z";
    }

    @Test
    void reportsSharesAndWhatStillNeedsEachSource() {
        assertThat(crumbless("retire", "--json")).as(cli.err()).isZero();

        JsonNode standing = cli.json().get("standing");
        assertThat(standing.get("values_on_cookies").asInt()).isEqualTo(1);
        assertThat(standing.get("values").asInt()).isEqualTo(2);
        assertThat(standing.get("profiles_on_cookies").asInt()).isEqualTo(1);
        assertThat(standing.get("none_from").asString()).isEqualTo("2027-04-01");
        assertThat(cli.json().get("sources"))
                .extracting(source -> source.get("source").asString() + " "
                        + source.get("reason").asString())
                .containsExactly("dmp still_held", "old no_rule", "logins cookies_left", "opt-outs legacy_left");
    }

    @Test
    void showsTheSameInGerman() {
        assertThat(crumbless("retire", "--lang", "de")).as(cli.err()).isZero();

        assertThat(cli.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .contains(
                        "Nacht des " + NIGHT + ", 1 Nacht bekannt",
                        "Werte 1 von 2 stammen aus Cookie-Daten 50,0 %",
                        "Quelle Segmente können liefern erste Nacht",
                        "ab 2027-04-01 sollte kein Wert mehr aus Cookie-Daten stammen",
                        "dmp Zugehörigkeiten gebraucht In Profilen stehen Werte von ihr: 1.",
                        "old Zugehörigkeiten nicht gebraucht Keine Regel der Richtlinie lässt einen ihrer Werte durch.");
        assertThat(cli.out()).doesNotContain("needed", "night", "of ");
    }

    /** 'old' still delivers its only column, from which no value may be admitted; its name appears nowhere. */
    @Test
    void reportsFromHowManySegmentsAValueMayStillCome() {
        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01T00:00:00Z,form\n"
                        + "ck1,x_pregnant_score,2026-11-01T00:00:00Z,model_v2\n");
        job.write("legacy/old-2026-11-23.csv", "customer,x\nC-1,2\n");
        job.run(NIGHT.plusDays(1));

        assertThat(crumbless("retire")).as(cli.err()).isZero();

        assertThat(cli.out().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .contains(
                        "segments 1 of 3 delivered may still supply such a value 33.3 %",
                        "source segments may supply first night", "dmp 2 1 1", "old 1 0 0");
        assertThat(cli.out()).doesNotContain("form_language_de", "x_pregnant_score");

        assertThat(crumbless("retire", "--json")).isZero();
        JsonNode segments = cli.json().get("standing").get("segments");
        assertThat(segments.get("delivered").toString()).isEqualTo("{\"counted\":3,\"more\":false}");
        assertThat(segments.get("since").asString()).isEqualTo("2026-11-22");
        assertThat(segments.get("sources").get(0).get("may_supply").toString())
                .isEqualTo("{\"counted\":1,\"more\":false}");
    }

    @Test
    void reportsANightThatDidNotCountThem() throws IOException {
        Path file = folder.resolve("warehouse/current/_evidence/retirement.json");
        Files.writeString(file, Files.readString(file).replaceFirst("(?s),\\s*\"segments\" : \\[.*?\\n      \\]", ""));

        assertThat(crumbless("retire")).as(cli.err()).isZero();
        assertThat(cli.out()).contains("  segments were not counted that night\n");

        assertThat(crumbless("retire", "--json")).isZero();
        assertThat(cli.json().get("standing").get("segments").isNull()).isTrue();
    }

    @Test
    void destroysWhatNothingNeedsAndCertifiesIt() throws IOException {
        String hash = Sha256.ofFile(Location.of(folder.resolve("legacy/old-2026-11-21.csv")));
        Path kept = Files.createDirectories(job.file().spill().resolve("kept/0123"));
        Files.writeString(kept.resolve("0.spill"), "of a night before");
        Path keptEarlier = Files.createDirectories(folder.resolve("earlier/kept/0123"));
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            String warehouse = job.file().warehouse().text();
            control.runs().worksIn(1, warehouse, folder.resolve("earlier").toString());
        }

        assertThat(crumbless("retire", "--yes-destroy", "old", "--reason", "project 7", "--lang", "de"))
                .as(cli.err())
                .isZero();

        assertThat(legacyFiles()).containsExactly("dmp.csv", "logins.csv", "optout.csv");
        assertThat(kept).doesNotExist();
        assertThat(keptEarlier).doesNotExist();
        JsonNode certificate = JsonMapper.builder().build().readTree(Files.readString(certificate(".json")));
        JsonNode source = certificate.get("sources").get(0);
        assertThat(source.get("need").get("reason").asString()).isEqualTo("NO_RULE");
        assertThat(source.get("files"))
                .extracting(file -> file.get("sha256").asString())
                .hasSize(2)
                .contains(hash);
        assertThat(certificate.get("reason").asString()).isEqualTo("project 7");
        assertThat(certificate.get("endedAt").isNull()).isFalse();
        assertThat(Files.readString(certificate(".html")))
                .contains("Vernichtungsprotokoll: old", hash, "Keine Regel der Richtlinie")
                .doesNotContain("<script", "http");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.accessLog().latest(1))
                    .allMatch(access -> access.command().equals("retire"))
                    .extracting(access -> access.reason().orElse(""))
                    .containsExactly("project 7 (old)");
        }
    }

    @Test
    void theNightGoesOnWithoutARetiredSource() {
        crumbless("retire", "--yes-destroy", "old");

        RunReport report = job.run(NIGHT.plusDays(1));

        assertThat(report.notices())
                .anyMatch(notice -> notice.matches(
                        "Legacy source 'old' was retired on .* and is not read; take it out of the job file"));
        assertThat(job.query("SELECT subject_id, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|de", "C-2|null");
    }

    @Test
    void whatIsDeliveredAgainForARetiredSourceIsReportedAndNotRead() {
        crumbless("retire", "--yes-destroy", "old");
        job.write("legacy/old-2026-11-23.csv", "customer,x\nC-9,1\n");

        RunReport report = job.run(NIGHT.plusDays(1));

        assertThat(report.notices()).anyMatch(notice -> notice.contains("1 file lies under its path again"));
        crumbless("retire", "--lang", "de");
        assertThat(cli.out())
                .contains("Das Altsystem 'old' ist seit", "unter seinem Pfad liegt wieder 1 Datei")
                .doesNotContain("was retired on");
        assertThat(job.query("SELECT count(*) FROM $removals WHERE source = 'old'"))
                .containsExactly("0");
    }

    /** Its log would be left, with the smallest and largest ids of each file. */
    @Test
    void aTableIsNotDestroyedFileByFile() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file, Files.readString(file).replace("legacy/old-{date}.csv", "legacy/old.table\n      format: delta"));

        assertThat(crumbless("retire", "--yes-destroy", "old")).isEqualTo(3);

        assertThat(cli.err())
                .contains("Cannot destroy legacy source 'old': it is a table of format delta")
                .contains("delete the table with its log");
        assertThat(legacyFiles()).hasSize(5);
    }

    @Test
    void whatProfilesRestOnIsNotDestroyed() {
        assertThat(crumbless("retire", "--yes-destroy", "old", "--yes-destroy", "dmp"))
                .isEqualTo(2);

        assertThat(cli.err())
                .contains("Cannot destroy source 'dmp': Profiles hold values of it: 1; nothing was changed");
        assertThat(legacyFiles()).hasSize(5);
    }

    @Test
    void optOutsStayAsLongAsAnythingElseDoes() {
        assertThat(crumbless("retire", "--yes-destroy", "opt-outs")).isEqualTo(2);

        assertThat(cli.err())
                .contains("Cannot destroy source 'opt-outs': An opt-out can only remove, so it is retired last");
        assertThat(legacyFiles()).hasSize(5);
    }

    @Test
    void everythingGoesTogetherOnceNothingIsLeft() {
        job.declared(
                NIGHT.plusDays(1), declares("d1", "C-1", "language", "fr", "service_messages", "2026-11-23T10:00:00Z"));
        job.write("legacy/old-2026-11-23.csv", "customer,x\nC-1,2\n");
        job.run(NIGHT.plusDays(1));
        String[] all = {
            "retire",
            "--unused-nights",
            "1",
            "--yes-destroy",
            "opt-outs",
            "--yes-destroy",
            "logins",
            "--yes-destroy",
            "dmp",
            "--yes-destroy",
            "old"
        };

        assertThat(crumbless(all)).as(cli.err()).isZero();

        assertThat(legacyFiles()).isEmpty();
        job.run(NIGHT.plusDays(2));
        assertThat(job.query("SELECT subject_id, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|fr", "C-2|null");
        assertThat(crumbless("retire", "--json")).isZero();
        assertThat(cli.json().get("sources")).isEmpty();
    }

    @Test
    void aSourceThatKeptNothingLatelyIsNeededUntilTheNightsHavePassed() {
        job.declared(
                NIGHT.plusDays(1), declares("d1", "C-1", "language", "fr", "service_messages", "2026-11-23T10:00:00Z"));
        job.write("legacy/old-2026-11-23.csv", "customer,x\nC-1,2\n");
        job.run(NIGHT.plusDays(1));

        assertThat(crumbless("retire", "--unused-nights", "2", "--yes-destroy", "dmp"))
                .isEqualTo(2);

        assertThat(cli.err()).contains("Rules of the policy may still draw from it");
        assertThat(legacyFiles()).contains("dmp.csv");
    }

    @Test
    void withNobodyAtATerminalItDoesNotAsk() {
        assertThat(crumbless("retire", "--destroy", "old")).isEqualTo(2);

        assertThat(cli.err())
                .contains("there is no terminal to ask for confirmation; nothing was changed. Use --yes-destroy");
        assertThat(legacyFiles()).hasSize(5);
    }

    @Test
    void destroysNothingWithoutTheReasonAJobAsksFor() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file) + "access: { reason: required }\n");

        assertThat(crumbless("retire", "--yes-destroy", "old")).isEqualTo(2);

        assertThat(cli.err()).contains("Missing --reason");
        assertThat(legacyFiles()).hasSize(5);
        assertThat(crumbless("retire")).as(cli.err()).isZero();
    }

    @Test
    void aFileThatSomethingElseNeedsStopsIt() throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace("legacy/old-{date}.csv", "\"**/*{date}.csv\""));

        assertThat(crumbless("retire", "--yes-destroy", "old")).isEqualTo(2);

        assertThat(cli.err())
                .contains("Cannot destroy", "store-2026-11-22.csv", "it is needed ('store'); nothing was changed");
        assertThat(legacyFiles()).hasSize(5);
    }

    @Test
    void aLinkStopsItBeforeAnythingGoes() throws IOException {
        Path elsewhere = Files.writeString(folder.resolve("precious.csv"), "customer,x\n");
        Files.createSymbolicLink(folder.resolve("legacy/old-2026-11-23.csv"), elsewhere);

        assertThat(crumbless("retire", "--yes-destroy", "old")).isEqualTo(5);

        assertThat(cli.err()).contains("it is a link, and what it points to would be left; nothing was changed");
        assertThat(legacyFiles()).hasSize(6);
    }

    /** As after a kill behind the commit: some files are gone, the certificate is not there. */
    @Test
    void goesOnWhereAKillStoppedIt() throws IOException {
        crumbless("retire", "--yes-destroy", "old");
        String plan = Files.readString(certificate(".json"))
                .replaceFirst("\"endedAt\" : \"[^\"]*\"", "\"endedAt\" : null")
                .replace("retire-2", "retire-1");
        job.write("legacy/extra.csv", "visitor,segment_id,ts,method\n");
        String extra = Sha256.ofFile(Location.of(folder.resolve("legacy/extra.csv")));
        String half = plan.replaceFirst("\"sha256\" : \"[0-9a-f]+\"", "\"sha256\" : \"" + extra + "\"")
                .replaceFirst("old-2026-11-21.csv", "extra.csv");
        String id = half.replaceFirst("(?s).*?\"retirementId\" : \"([^\"]*)\".*", "$1");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            RetirementLedger ledger = control.retirements();
            ledger.begin(id, "test", List.of("older"), Instant.now(), "tester", Optional.empty(), half);
            ledger.destroying(id, 1);
        }

        assertThat(crumbless("retire")).as(cli.err()).isZero();

        assertThat(cli.err()).doesNotContain("not there any more");

        assertThat(legacyFiles()).containsExactly("dmp.csv", "logins.csv", "optout.csv");
        assertThat(folder.resolve("control/retirements").resolve(id + ".json")).exists();
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.retirements().unfinished("test")).isEmpty();
        }
    }

    @Test
    void aFileThatWasPutInPlaceOfAListedOneIsNotDestroyed() throws IOException {
        crumbless("retire", "--yes-destroy", "old");
        String plan = Files.readString(certificate(".json")).replace("retire-2", "retire-1");
        String id = plan.replaceFirst("(?s).*?\"retirementId\" : \"([^\"]*)\".*", "$1");
        job.write("legacy/old-2026-11-21.csv", "another file\n");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            control.retirements().begin(id, "test", List.of("older"), Instant.now(), "tester", Optional.empty(), plan);
        }

        assertThat(crumbless("retire")).isEqualTo(5);

        assertThat(cli.err()).contains("is not the file that was listed; move it away, and call retire again");
        assertThat(legacyFiles()).contains("old-2026-11-21.csv");
    }

    /** Told to move it away, somebody does; and what they moved is not certified as destroyed. */
    @Test
    void aFileThatSomebodyTookAwayIsNotCertifiedAsDestroyed() throws IOException {
        crumbless("retire", "--yes-destroy", "old");
        String plan = Files.readString(certificate(".json")).replace("retire-2", "retire-1");
        String id = plan.replaceFirst("(?s).*?\"retirementId\" : \"([^\"]*)\".*", "$1");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            control.retirements().begin(id, "test", List.of("older"), Instant.now(), "tester", Optional.empty(), plan);
            control.retirements().destroying(id, 0);
        }

        assertThat(crumbless("retire")).as(cli.err()).isZero();

        Path written = folder.resolve("control/retirements").resolve(id + ".json");
        Certificate.Source source = ManifestFile.read(Location.of(written), Certificate.class)
                .sources()
                .get(0);
        assertThat(source.files()).singleElement().satisfies(file -> assertThat(file.file())
                .endsWith("old-2026-11-21.csv"));
        assertThat(source.missing()).singleElement().satisfies(file -> assertThat(file.file())
                .endsWith("old-2026-11-22.csv"));
        assertThat(Files.readString(folder.resolve("control/retirements").resolve(id + ".html")))
                .contains("One file that was listed for destruction no longer existed when its turn came.")
                .contains("This program did not destroy them and does not know where they are:")
                .contains("Files: 1.");
        assertThat(cli.err()).contains("the certificate does not state that it was destroyed");
    }

    /** Between the moment in which it is noted to go and the one in which it is deleted. */
    @Test
    void aFileThatIsTakenAwayAtTheLastMomentIsNotCertifiedAsDestroyed() throws Exception {
        try (ControlDatabase control = ControlDatabase.open(job.file().control());
                Connection connection = control.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER takes_away AFTER INSERT ON destroyed_file FOR EACH ROW CALL '"
                    + TakesAway.class.getName() + "'");
        }
        TakesAway.FILE.set(folder.resolve("legacy/old-2026-11-21.csv"));

        assertThat(crumbless("retire", "--yes-destroy", "old")).as(cli.err()).isZero();

        Certificate.Source source = ManifestFile.read(Location.of(certificate(".json")), Certificate.class)
                .sources()
                .get(0);
        assertThat(source.missing()).singleElement().satisfies(file -> assertThat(file.file())
                .endsWith("old-2026-11-21.csv"));
        assertThat(source.files()).singleElement().satisfies(file -> assertThat(file.file())
                .endsWith("old-2026-11-22.csv"));
        assertThat(cli.err()).contains("the certificate does not state that it was destroyed");
        assertThat(legacyFiles()).contains("taken-away");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            String id = certificate(".json").getFileName().toString().replace(".json", "");
            assertThat(control.retirements().destroyed(id)).containsExactly(1);
        }
    }

    private Path certificate(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("control/retirements"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> legacyFiles() {
        try (Stream<Path> files = Files.list(folder.resolve("legacy"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int crumbless(String... arguments) {
        return cli.run(Stream.concat(Stream.of(arguments), Stream.of("--job", "job.yaml"))
                .toArray(String[]::new));
    }
}
