package io.crumbless.cli;

import static io.crumbless.run.local.TestingJob.NIGHT;
import static io.crumbless.run.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.legal.NightReportPage;
import io.crumbless.legal.PublishedAudit;
import io.crumbless.run.local.LocalNight;
import io.crumbless.run.local.TestingJob;
import io.crumbless.signature.SigningKey;
import io.crumbless.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever may change files or the control database, or both, and has no key, is found: the audit ends with 4 and names what
 * was changed, and no night goes on with it.
 */
@Tag("night")
class ForgedEvidenceTest {
    @TempDir
    private Path folder;

    private TestingJob job;
    private TestingInsider insider;
    private TestingCli cli;

    @BeforeEach
    void twoNights() {
        job = TestingJobs.declaring(folder.resolve("shop"));
        insider = new TestingInsider(job);
        cli = cli(folder.resolve("shop"));
        job.run(NIGHT.minusDays(1));
        job.run(NIGHT);
    }

    private static TestingCli cli(Path folder) {
        return new TestingCli(
                folder,
                new Parts(
                        () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                        () -> new PublishedAudit(2),
                        TestingParts::none));
    }

    private void erase(String subject) {
        assertThat(cli.run("erase", subject, "--job", "job.yaml", "--yes", "--reason", "case 7"))
                .as(cli.err())
                .isZero();
    }

    private List<String> runs() {
        return new Warehouse(job.file().warehouse()).chain();
    }

    private void requireSound() {
        assertThat(cli.run("audit", "--job", "job.yaml")).as(cli.out()).isZero();
    }

    /** The audit of the current snapshot finds all these. */
    private void requireFound(String... findings) {
        requireFoundIn(runs().get(0), findings);
    }

    private void requireFoundIn(String snapshot, String... findings) {
        assertThat(cli.run("audit", snapshot, "--job", "job.yaml"))
                .as(cli.out() + cli.err())
                .isEqualTo(4);
        assertThat(cli.out()).contains(findings);
    }

    /** Another night is refused, and says why. */
    private void requireNoNight(String... why) {
        Set<Path> before = snapshots();
        job.declared(
                NIGHT.plusDays(1), declares("d9", "C-9", "language", "de", "service_messages", "2026-11-23T10:00:00Z"));
        assertThat(cli.run("run", "job.yaml", "--date", NIGHT.plusDays(1).toString(), "--accept-future"))
                .as(cli.out() + cli.err())
                .isEqualTo(4);
        assertThat(cli.err()).contains("Cannot use warehouse").contains(why);
        assertThat(snapshots()).isEqualTo(before);
    }

    private Set<Path> snapshots() {
        try (Stream<Path> all = Files.list(job.warehouse().resolve("snapshots"))) {
            return new TreeSet<>(all.toList());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatNobodyTouchedIsSound() {
        erase("C-2");
        requireSound();
        assertThat(cli.out()).doesNotContain("not checked: from before");
    }

    /** The insider has the program too, and an installation of their own. */
    private String forgedNight(String how) {
        Path other = folder.resolve(how);
        TestingJob forged = TestingJobs.declaring(other);
        TestingInsider.copy(job.warehouse(), other.resolve("warehouse"));
        TestingInsider.delete(other.resolve("warehouse/snapshots/" + runs().get(0)));
        new TestingInsider(forged).pointTo(runs().get(1));
        TestingCli theirs = cli(other);
        assertThat(theirs.run("erasure-key", "--adopt", "--job", "job.yaml"))
                .as(theirs.err())
                .isZero();
        forged.declared(NIGHT, declares("d2", "C-2", "language", "fr", "service_messages", "2026-11-22T10:00:00Z"));
        return forged.run(NIGHT).runId();
    }

    @Test
    void aSnapshotMadeElsewhereOfOtherInputsIsFound() {
        String forged = forgedNight("elsewhere");
        TestingInsider.copy(
                folder.resolve("elsewhere/warehouse/snapshots/" + forged),
                job.warehouse().resolve("snapshots/" + forged));
        insider.pointTo(forged);

        requireFoundIn(
                forged,
                "snapshots/" + forged + ": the control database does not know it as published",
                "_evidence/manifest.json.sig: it is made with a key that is none of this installation",
                "current: it does not name the snapshot published last");
        requireNoNight("its pointer 'current' names snapshot " + forged);
    }

    @Test
    void aSnapshotMadeElsewhereIsFoundUnderTheNameOfThePublishedOne() throws IOException {
        String published = runs().get(0);
        String forged = forgedNight("elsewhere");
        Path place = job.warehouse().resolve("snapshots/" + published);
        TestingInsider.copy(folder.resolve("elsewhere/warehouse/snapshots/" + forged), place);

        requireFoundIn(
                published, "snapshots/" + published + "/_evidence/manifest.json: it is not the manifest that was");
        requireNoNight("the manifest of snapshot " + published + " is not the one that was published");

        for (String signature : List.of("manifest.json.sig", "SHA256SUMS.sig")) {
            Files.delete(place.resolve("_evidence/" + signature));
        }
        requireFoundIn(published, "_evidence/manifest.json.sig: it is missing, and what it signed was signed");
    }

    /** Whoever also writes it into the control database lacks the key to sign that. */
    @Test
    void aSnapshotMadeElsewhereIsFoundWhereTheControlDatabaseNamesItToo() {
        String forged = forgedNight("elsewhere");
        TestingInsider.copy(
                folder.resolve("elsewhere/warehouse/snapshots/" + forged),
                job.warehouse().resolve("snapshots/" + forged));
        insider.pointTo(forged);
        String hash = new Warehouse(job.file().warehouse()).manifestHash(forged);
        insider.sql("UPDATE published_manifest SET run_id = '" + forged + "', manifest_sha256 = '" + hash
                + "' WHERE run_id LIKE '" + NIGHT + "-%'");

        requireFoundIn(forged, "control database, table published_manifest: it was changed by other means");
        requireNoNight("table published_manifest of the control database was changed");
    }

    @Test
    void anAccessLogWhoseChainWasComputedAgainIsFound() {
        erase("C-2");
        erase("C-3");
        requireSound();
        insider.rewriteAccessLog(
                "DELETE FROM access_log WHERE seq = 1",
                "UPDATE access_log SET accessed_by = 'somebody', reason = 'another' WHERE command = 'erase'");

        requireFound("access log, entry", "the log does not end as it was signed");
        // What is added later does not sign what was changed before.
        requireFound("the log does not end as it was signed");
    }

    /** The signed end of then fits, and the warehouse knows of more. */
    @Test
    void anAccessLogThatWasCutBackToAnEarlierEndIsFound() {
        erase("C-2");
        insider.sql(
                "CREATE TABLE kept AS SELECT * FROM signed_table",
                "CREATE TABLE kept_head AS SELECT * FROM" + " access_log_head");
        erase("C-3");
        insider.sql(
                "DROP TRIGGER access_log_append_only",
                "DELETE FROM access_log WHERE seq > (SELECT seq FROM kept_head)",
                "DELETE FROM access_log_head",
                "INSERT INTO access_log_head SELECT * FROM kept_head",
                "DELETE FROM signed_table WHERE name = 'access-log-chain'",
                "INSERT INTO signed_table SELECT * FROM kept WHERE name = 'access-log-chain'");

        requireFound("control database, table access_log: the first");
    }

    @Test
    void aDeletedTombstoneIsFoundAndBringsNobodyBack() {
        erase("C-2");
        insider.sql("DELETE FROM tombstone");

        requireFound(
                "control database, table tombstone: it was changed by other means than this program",
                ".json: 1 person of it has no tombstone");
        requireNoNight("table tombstone of the control database was changed");
    }

    /** The signed state of before the erasure fits the table, and the warehouse knows of a later one. */
    @Test
    void aTombstoneDeletedTogetherWithItsSignedStateIsFound() {
        insider.sql("CREATE TABLE kept AS SELECT * FROM signed_table WHERE name = 'tombstones'");
        erase("C-2");
        insider.sql(
                "DELETE FROM tombstone",
                "DELETE FROM signed_table WHERE name = 'tombstones'",
                "INSERT INTO signed_table SELECT * FROM kept");

        requireFound("control database, table tombstone: the first 1 entries are not those of");
        requireNoNight("table tombstone of the control database is older than what was signed");
    }

    @Test
    void aReAdmissionNobodyAskedForIsFound() {
        erase("C-2");
        insider.sql("UPDATE tombstone SET readmitted_at = requested_at, readmitted_by = 'legal'");

        requireFound("control database, table tombstone: it was changed");
        requireNoNight("table tombstone");
    }

    private Path receipt() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("shop/control/erasures"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aReceiptThatWasEditedOrDeletedIsFound() throws IOException {
        erase("C-2");
        Path receipt = receipt();
        String name = "erasures/" + receipt.getFileName();
        String whole = Files.readString(receipt);
        Files.writeString(receipt, whole.replace("case 7", "case 8"));

        requireFound(name + ": its bytes are not those that were written");

        Files.delete(receipt);
        requireFound(name + ": missing");

        Files.writeString(receipt, whole);
        Files.delete(receipt.resolveSibling(receipt.getFileName() + ".sig"));
        requireFound(name + ".sig: it is missing, and what it signed was signed");
    }

    @Test
    void anErasureChangedOrDeletedInTheControlDatabaseIsFound() throws IOException {
        erase("C-2");
        insider.sql("UPDATE erasure SET asked_by = 'somebody', reason = 'another'");

        requireFound(
                "control database, table erasure: it was changed by other means",
                "erasures/" + receipt().getFileName() + ": who asked, why, or for how many people");

        insider.sql("DELETE FROM erasure_person");
        insider.sql("DELETE FROM erasure");
        requireFound("erasures/" + receipt().getFileName() + ": the control database does not know it");
    }

    @Test
    void sqlAppendedToTheViewsIsFound() throws IOException {
        Files.writeString(job.warehouse().resolve("views.sql"), "COPY profiles TO 'x';\n", StandardOpenOption.APPEND);

        requireFound("views.sql: its bytes are not those state.json was written for");

        Files.delete(job.warehouse().resolve("views.sql"));
        requireFound("views.sql: missing");
    }

    @Test
    void aPointerMovedToTheOlderSnapshotIsFound() {
        String newest = runs().get(0);
        String older = runs().get(1);
        insider.pointTo(older);

        requireFound("current: it does not name the snapshot published last, " + newest);
        requireNoNight("its pointer 'current' names snapshot " + older + ", and " + newest + " was published last");
    }

    @Test
    void aPointerToAPlaceOutsideIsFound() throws IOException {
        Path outside = folder.resolve("outside/" + runs().get(0));
        TestingInsider.copy(job.warehouse().resolve("snapshots/" + runs().get(0)), outside);
        Files.delete(job.warehouse().resolve("current"));
        Files.createSymbolicLink(job.warehouse().resolve("current"), outside);

        requireFound("current: it leads to a place outside of the warehouse");
    }

    @Test
    void viewsReplacedByALinkAreFound() throws IOException {
        Path views = job.warehouse().resolve("views.sql");
        Files.move(views, folder.resolve("views.sql"));
        Files.createSymbolicLink(views, folder.resolve("views.sql"));

        requireFound("views.sql: it is a symbolic link");
    }

    @Test
    void aControlDatabaseThatWasEmptiedIsFound() {
        insider.sql(
                "DROP TRIGGER access_log_append_only",
                "DELETE FROM run_attempt",
                "DELETE FROM clean_snapshot",
                "DELETE FROM published_manifest",
                "DELETE FROM signed_table",
                "DELETE FROM signing_key",
                "DELETE FROM access_log WHERE seq > 0",
                "DELETE FROM access_log_head");

        requireFound("snapshots/" + runs().get(0) + ": the control database does not know it as published");
    }

    @Test
    void aPartReplacedByALinkIsFound() throws IOException {
        String snapshot = "snapshots/" + runs().get(0);
        Path part = job.warehouse().resolve(snapshot + "/profiles/part-00000.parquet");
        Files.move(part, folder.resolve("elsewhere.parquet"));
        Files.createSymbolicLink(part, folder.resolve("elsewhere.parquet"));

        requireFound("profiles/part-00000.parquet: it is a symbolic link");
    }

    @Test
    void aMarkThatIsNotEmptyIsFound() throws IOException {
        Files.writeString(job.warehouse().resolve("snapshots/" + runs().get(0) + "/_SUCCESS"), "x");

        requireFound("_SUCCESS: it holds something, and must be empty");
    }

    @Test
    void aSnapshotThatIsGoneIsFound() {
        String older = runs().get(1);
        TestingInsider.delete(job.warehouse().resolve("snapshots/" + older));

        requireFound("snapshots/" + older + ": it was published and is still to be kept, and its files are gone");
    }

    /** Without signatures it would pass for one from before there were any. */
    @Test
    void signaturesThatAreGoneAreFound() throws IOException {
        try (Stream<Path> files = Files.walk(job.warehouse())) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".sig")).toList()) {
                Files.delete(file);
            }
        }
        Files.delete(job.warehouse().resolve("state.json"));
        TestingInsider.delete(job.warehouse().resolve("keys"));

        requireFound("_evidence/manifest.json.sig: it is missing", "state.json: missing", "keys/");
        requireNoNight("its state.json is missing");

        insider.sql("DELETE FROM published_manifest", "DELETE FROM signed_table", "DELETE FROM signing_key");
        requireFound("control database, table published_manifest: it was changed");
        requireNoNight("of the control database was changed");
    }

    @Test
    void aKeyOfSomebodyElseBesideOursIsFound() throws IOException {
        Files.writeString(
                job.warehouse().resolve("keys/0123456789abcdef.pub"),
                SigningKey.create(List.of()).inUse().pem());

        requireFound(".pub: it is no key of this installation");
    }
}
