package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingPostgres;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: of a control database on PostgreSQL and its warehouse, restored to two nights ago together or alone, nothing that was erased
 * since comes back unnoticed. The control folder is on another disk and stays as it is.
 */
@Tag("database")
@Tag("night")
class RestoredDatabaseTest {
    private static final LocalDate NEXT = NIGHT.plusDays(1);

    @TempDir
    private Path folder;

    private TestingPostgres database;
    private TestingPostgres backup;
    private TestingJob job;
    private TestingCli cli;

    @BeforeEach
    void aNightAndABackup() throws IOException {
        database = TestingPostgres.create();
        job = TestingJobs.declaring(folder)
                .declared(NEXT, declares("d4", "C-4", "language", "de", "service_messages", "2026-11-23T10:00:00Z"));
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml")) + "control: { folder: control, url: '" + database.url()
                        + "', user: " + TestingPostgres.USER + " }\n");
        cli = new TestingCli(
                folder,
                new Parts(
                        () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                        () -> new PublishedAudit(2),
                        SnapshotExplainer::new));
        done("run", "job.yaml", "--date", NIGHT.minusDays(1).toString());
        backup = database.backup();
        copy(folder.resolve("warehouse"), folder.resolve("backup"));
    }

    private void done(String... words) {
        assertThat(cli.run(words)).as(() -> cli.out() + cli.err()).isZero();
    }

    private void restoreWarehouse() throws IOException {
        Location place = Location.of(folder.resolve("warehouse"));
        Storage.of(place).deleteRecursively(place);
        copy(folder.resolve("backup"), folder.resolve("warehouse"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path place = to.resolve(from.relativize(each).toString());
                Files.createDirectories(place.getParent());
                Files.copy(each, place, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private void eraseLater(String subject) {
        done("erase", subject, "--job", "job.yaml", "--yes", "--reason", "asked to");
    }

    private void refused(int code, String why, String... words) {
        assertThat(cli.run(words)).as(String.join(" ", words)).isEqualTo(code);
        assertThat(cli.err()).as(String.join(" ", words)).contains(why);
    }

    /** The audit compares, and does not repair: the next night does. */
    @Test
    void aDatabaseOfTwoNightsAgoTakesOverWhatWasPublishedSince() {
        done("run", "job.yaml", "--date", NIGHT.toString());

        database.restore(backup);

        assertThat(cli.run("audit", "--job", "job.yaml")).isEqualTo(4);
        done("run", "job.yaml", "--date", NEXT.toString());
        done("audit", "--job", "job.yaml");
        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).hasSize(4);
    }

    @Test
    void aDatabaseFromBeforeAnErasureIsRefusedByWhateverUsesIt() {
        eraseLater("C-3");

        database.restore(backup);

        String why = "does not know of an erasure that was applied";
        assertThat(cli.run("status", "job.yaml", "--check")).isEqualTo(1);
        assertThat(cli.out()).contains("in time", why, "the next run is refused; restore its latest backup");
        refused(5, why, "run", "job.yaml", "--date", NIGHT.toString());
        refused(5, why, "erase", "C-1", "--job", "job.yaml", "--yes", "--reason", "asked to");
        refused(5, why, "rollback", "--job", "job.yaml", "--dry-run");
        assertThat(cli.run("explain", "C-3", "--job", "job.yaml")).isZero();
        assertThat(cli.out()).contains("The control database is older than an erasure");
        assertThat(cli.run("audit", "--job", "job.yaml")).isEqualTo(4);
        assertThat(cli.out()).contains("table erasure: it is older than it was");
    }

    @Test
    void aDatabaseFromBeforeARestrictionIsRefused() {
        done("requests", "job.yaml", "add", "restriction", "C-3", "--reference", "letter 5");
        done("run", "job.yaml", "--date", NIGHT.toString());

        database.restore(backup);

        assertThat(cli.run("status", "job.yaml", "--check", "--json")).isEqualTo(1);
        assertThat(cli.out()).contains("\"older_database\"", "what people asked not to be used may be used");
        refused(4, "what people asked not to be used may be used", "run", "job.yaml", "--date", NEXT.toString());
    }

    /** Neither database contains the erasure; the receipt in the control folder does. */
    @Test
    void anErasureIsRepeatedFromItsReceiptWhereBothAreOfBeforeIt() throws IOException {
        done("run", "job.yaml", "--date", NIGHT.toString());
        eraseLater("C-3");

        database.restore(backup);
        restoreWarehouse();

        assertThat(cli.run("status", "job.yaml", "--check")).isEqualTo(1);
        assertThat(cli.out())
                .contains(
                        "does not know 1 erasure whose receipt is in", "so it was restored", "the next run repeats it");
        done("run", "job.yaml", "--date", NEXT.toString());
        assertThat(cli.out() + cli.err())
                .contains(
                        "1 erasure that the control database does not know was repeated from the receipts in",
                        "re-admit again whoever was re-admitted since then");
        assertThat(job.query("SELECT DISTINCT subject_id FROM $declarations ORDER BY 1"))
                .containsExactly("C-1", "C-2", "C-4");
        done("audit", "--job", "job.yaml");
        done("status", "job.yaml", "--check");
    }

    @Test
    void anErasureThatIsTheFirstUseSaysWhatWasRepeated() throws IOException {
        String repeated = "1 erasure that the control database does not know was repeated";
        eraseLater("C-3");
        database.restore(backup);
        restoreWarehouse();
        done("erase", "C-1", "--job", "job.yaml", "--dry-run");
        assertThat(cli.err()).contains(repeated);
    }

    @Test
    void aReceiptThatIsNotAsItWasWrittenErasesNobody() throws IOException {
        eraseLater("C-3");
        database.restore(backup);
        restoreWarehouse();
        try (Stream<Path> receipts = Files.list(folder.resolve("control/erasures"))) {
            Path receipt = receipts.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(receipt, Files.readString(receipt).replace("asked to", "asked for"));
        }

        done("run", "job.yaml", "--date", NIGHT.toString());
        assertThat(cli.out() + cli.err())
                .contains("1 file in")
                .contains("is not known to the control database, and not sealed with its erasure key")
                .doesNotContain("was repeated");
        assertThat(cli.run("audit", "--job", "job.yaml")).isEqualTo(4);
        assertThat(cli.out()).contains("the control database does not know it");
    }

    /** They are left to the audit as well, and stop no night. */
    @Test
    void aFileAmongTheReceiptsThatIsNoneErasesNobody() throws IOException {
        eraseLater("C-3");
        Path receipts = folder.resolve("control/erasures");
        Files.writeString(receipts.resolve("a.json"), "null");
        Files.writeString(receipts.resolve("b.json"), "{}");
        Files.writeString(receipts.resolve("c.json"), "");
        Files.writeString(receipts.resolve("d.json"), "{\"erasure_id\": \"d\", \"people\": []");
        Files.writeString(
                receipts.resolve("e.json"), "{\"erasureId\":\"e\",\"people\":[],\"snapshots\":[],\"leftovers\":[]}");

        done("run", "job.yaml", "--date", NIGHT.toString());

        assertThat(cli.out() + cli.err()).contains("5 files in", "(a, b, c, d, e) are not known");
    }

    /** Of two erasures of one person, the later one counts; all are known again after one use. */
    @Test
    void severalReceiptsAreTakenOverAtOnce() throws IOException {
        eraseLater("C-3");
        done("readmit", "C-3", "--job", "job.yaml", "--reason", "came back");
        eraseLater("C-3");
        eraseLater("C-2");
        database.restore(backup);
        restoreWarehouse();

        eraseLater("C-4");

        done("run", "job.yaml", "--date", NEXT.toString());
        assertThat(cli.out() + cli.err()).doesNotContain("does not know");
        assertThat(job.query("SELECT DISTINCT subject_id FROM $declarations ORDER BY 1"))
                .containsExactly("C-1");
        done("audit", "--job", "job.yaml");
    }
}
