package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Published snapshots are signed: third parties verify them with the public key alone, keys can be replaced, an
 * external anchor prevents the past from being rewritten, and older data without signatures still works.
 */
@Tag("night")
class SignedEvidenceTest {
    @TempDir
    private Path folder;

    private TestingJob job;
    private TestingInsider insider;
    private TestingCli cli;

    @BeforeEach
    void aShop() {
        job = TestingJobs.declaring(folder.resolve("shop"));
        insider = new TestingInsider(job);
        cli = new TestingCli(
                folder.resolve("shop"),
                new Parts(
                        () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                        () -> new PublishedAudit(2),
                        TestingParts::none));
    }

    private void twoNights() {
        job.run(NIGHT.minusDays(1));
        job.run(NIGHT);
    }

    private void requireDone(String... command) {
        assertThat(cli.run(command)).as(cli.out() + cli.err()).isZero();
    }

    private void requireFailed(int code, String... command) {
        assertThat(cli.run(command)).as(cli.out() + cli.err()).isEqualTo(code);
    }

    private void erase(String subject) {
        requireDone("erase", subject, "--job", "job.yaml", "--yes", "--reason", "case 7");
    }

    private Path snapshot() {
        return job.warehouse()
                .resolve("snapshots/"
                        + new Warehouse(job.file().warehouse()).chain().get(0));
    }

    private Path publicKey() throws IOException {
        try (Stream<Path> keys = Files.list(job.warehouse().resolve("keys"))) {
            Path key = keys.filter(file -> file.toString().endsWith(".pub"))
                    .findFirst()
                    .orElseThrow();
            return Files.copy(key, folder.resolve(key.getFileName().toString()));
        }
    }

    @Test
    void theKeyIsTheOwnersAndItsPublicHalfIsPrinted() throws IOException {
        twoNights();
        requireDone("signing-key", "--job", "job.yaml");

        assertThat(cli.out()).startsWith("key in use ").contains(Files.readString(publicKey()));
        assertThat(cli.out()).doesNotContain("PRIVATE");
        assertThat(Files.getPosixFilePermissions(folder.resolve("shop/control/signing.key")))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void anOutsiderChecksASnapshotWithThePublicKeyAlone() throws IOException {
        twoNights();
        erase("C-3");
        Path copy = folder.resolve("outside");
        TestingInsider.copy(snapshot(), copy);
        Path key = publicKey();
        Path manifest = copy.resolve("_evidence/manifest.json");

        requireDone("verify", manifest.toString(), "--key", key.toString());
        assertThat(cli.out()).contains("valid signature of key").contains("are there and match their SHA-256");

        Path part = copy.resolve("profiles/part-00000.parquet");
        byte[] whole = Files.readAllBytes(part);
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        Files.write(part, changed);
        requireFailed(4, "verify", manifest.toString(), "--key", key.toString());
        assertThat(cli.out()).contains("profiles/part-00000.parquet: its bytes are not those");

        Files.write(part, whole);
        Files.writeString(manifest, Files.readString(manifest).replace("\"job\" : \"test\"", "\"job\" : \"tost\""));
        requireFailed(4, "verify", manifest.toString(), "--key", key.toString());
        assertThat(cli.out()).contains("manifest.json: it is not what was signed (manifest.json.sig)");
    }

    @Test
    void aManifestThatIsGoneIsFoundByTheAuditOfALaterSnapshot() throws IOException {
        twoNights();
        String earlier = new Warehouse(job.file().warehouse()).chain().get(1);
        Files.delete(job.warehouse().resolve("snapshots/" + earlier + "/_evidence/manifest.json"));

        requireFailed(4, "audit", "--job", "job.yaml");
        assertThat(cli.out()).contains("another manifest of the chain cannot be read");
    }

    @Test
    void anotherKeyChecksNothing() throws IOException {
        twoNights();
        Path other = Files.writeString(
                folder.resolve("other.pub"),
                SigningKey.create(List.of()).inUse().pem());

        requireFailed(4, "verify", snapshot().resolve("_evidence/manifest.json").toString(), "--key", other.toString());
        assertThat(cli.out()).contains("manifest.json.sig: it is made with a key that is none");
    }

    @Test
    void receiptsCertificatesViewsAndTheStateAreSigned() throws IOException {
        twoNights();
        erase("C-2");
        requireDone("audit", "--job", "job.yaml", "--certificate", "audit.json", "--certificate", "audit.html");
        // Kept in the control folder too, where the console lists it.
        try (Stream<Path> kept = Files.list(folder.resolve("shop/control/audits"))) {
            assertThat(kept.map(file -> file.getFileName().toString()))
                    .hasSize(2)
                    .allMatch(name -> name.matches("2026-\\d\\d-\\d\\d-[0-9a-f]{12}-\\d+\\.json(\\.sig)?"));
        }
        String key = publicKey().toString();

        try (Stream<Path> receipts = Files.list(folder.resolve("shop/control/erasures"))) {
            requireDone(
                    "verify",
                    receipts.filter(file -> file.toString().endsWith(".json"))
                            .findFirst()
                            .orElseThrow()
                            .toString(),
                    "--key",
                    key);
        }
        for (String file : List.of("audit.json", "audit.html", "warehouse/views.sql", "warehouse/state.json")) {
            requireDone("verify", file, "--key", key);
        }
        Path views = job.warehouse().resolve("views.sql");
        Files.writeString(views, Files.readString(views) + "-- more\n");
        requireFailed(4, "verify", "warehouse/views.sql", "--key", key);
        assertThat(cli.out()).contains("views.sql: its bytes are not those state.json was written for");
    }

    @Test
    void withoutAKeyItSaysWhatThatShows() {
        twoNights();
        requireDone("verify", "warehouse/current/_evidence/SHA256SUMS");
        assertThat(cli.out()).contains("the public key was read from beside the file");
    }

    /** The old key vouches for the new one by its signature. */
    @Test
    void aNewKeyTakesThePlaceOfTheOldOne() throws IOException {
        twoNights();
        Path old = publicKey();
        requireDone("signing-key", "rotate", "--job", "job.yaml", "--reason", "yearly");
        assertThat(cli.out())
                .contains("kept       " + old.getFileName().toString().replace(".pub", ""));
        job.declared(
                NIGHT.plusDays(1), declares("d9", "C-9", "language", "de", "service_messages", "2026-11-23T10:00:00Z"));
        job.run(NIGHT.plusDays(1));

        requireDone("audit", "--job", "job.yaml");
        requireDone("verify", "warehouse/current/_evidence/manifest.json", "--key", old.toString());
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.accessLog().latest(9))
                    .anySatisfy(access -> assertThat(access.command()).isEqualTo("signing-key rotate"));
        }
        assertThat(Files.readString(folder.resolve("shop/control/signing.key")).split("PRIVATE"))
                .as("private halves")
                .hasSize(3);
    }

    @Test
    void aKeyThatIsLostStopsEverythingUntilItIsReplaced() throws IOException {
        twoNights();
        Files.delete(folder.resolve("shop/control/signing.key"));

        requireFailed(5, "audit", "--job", "job.yaml");
        assertThat(cli.err()).contains("Cannot read").contains("signing.key").contains("signing-key create");

        requireDone("signing-key", "create", "--job", "job.yaml", "--reason", "disk lost");
        requireDone("audit", "--job", "job.yaml");
        requireFailed(2, "signing-key", "create", "--job", "job.yaml");
    }

    @Test
    void theRollbackIsRecorded() {
        twoNights();
        String from = snapshot().getFileName().toString();
        requireDone("rollback", "--job", "job.yaml", "--yes", "--reason", "wrong export");

        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            assertThat(control.accessLog().latest(1)).singleElement().satisfies(access -> {
                assertThat(access.command()).isEqualTo("rollback");
                assertThat(access.reason().orElseThrow()).startsWith("wrong export (" + from + " to ");
            });
        }
        requireDone("audit", "--job", "job.yaml");
    }

    private Path anchored() throws IOException {
        Path file = folder.resolve("shop/job.yaml");
        Files.writeString(file, Files.readString(file) + "anchor: { file: ../anchor.ndjson }\n");
        return folder.resolve("anchor.ndjson");
    }

    @Test
    void theAnchorGetsALineForEachChange() throws IOException {
        Path anchor = anchored();
        twoNights();
        erase("C-2");
        requireDone("readmit", "C-2", "--job", "job.yaml", "--reason", "asked to");

        List<String> lines = Files.readAllLines(anchor);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).contains("\"event\":\"erasure\"", "\"document\":\"erasures/erase-");
        requireDone("audit", "--job", "job.yaml");
        assertThat(cli.out()).contains("The history is the one that was anchored outside");
        requireDone("verify", anchor.toString(), "--key", publicKey().toString());

        job.run(NIGHT);
        assertThat(Files.readAllLines(anchor))
                .as("nothing happened but an audit")
                .hasSizeBetween(4, 5);
    }

    @Test
    void anAnchorWhoseLinesWereChangedOrTakenOutIsFound() throws IOException {
        Path anchor = anchored();
        twoNights();
        List<String> lines = Files.readAllLines(anchor);

        Files.write(anchor, List.of(lines.get(0).replace("night", "right"), lines.get(1)));
        requireFailed(4, "audit", "--job", "job.yaml");
        assertThat(cli.out()).contains("anchor.ndjson: line 1 is not signed by this installation");

        Files.write(anchor, lines.subList(0, 1));
        requireFailed(4, "audit", "--job", "job.yaml");
        assertThat(cli.out()).contains("anchor.ndjson: the state of");
    }

    /** A full disk, where nothing can be removed again: the next use writes the rest. */
    @Test
    void aLineOfTheAnchorThatWasNotWrittenInFullIsCompleted() throws IOException {
        Path anchor = anchored();
        job.run(NIGHT.minusDays(1));
        String line = Files.readString(anchor);
        Files.writeString(anchor, line.substring(0, line.length() / 2));

        job.run(NIGHT);

        assertThat(Files.readAllLines(anchor)).hasSize(2).startsWith(line.strip());
        requireDone("audit", "--job", "job.yaml");
    }

    @Test
    void anAnchorThatCannotBeReachedIsReportedAndStopsNothing() throws IOException {
        Path file = folder.resolve("shop/job.yaml");
        Files.writeString(
                file,
                Files.readString(file) + "anchor: { file: missing/anchor.ndjson, command: [sh, -c, 'exit 3'] }\n");

        requireDone("run", "job.yaml", "--date", NIGHT.minusDays(1).toString());

        assertThat(cli.out())
                .contains("The state of the warehouse is not anchored: cannot add to the anchor file")
                .contains("cannot hand it to the anchor command 'sh': it ended with 3");
    }

    @Test
    void anAnchorCommandGetsTheLine() throws IOException {
        Path file = folder.resolve("shop/job.yaml");
        Path taken = folder.resolve("taken");
        Files.writeString(file, Files.readString(file) + "anchor: { command: [sh, -c, 'cat >> " + taken + "'] }\n");
        twoNights();

        assertThat(Files.readAllLines(taken)).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("{\"form\":\"crumbless-state/1\"")
                .contains("\"signature\":"));
    }

    /** As the version before left it: no key, no signatures, nothing in the ledger. */
    private void beforeSignatures() throws IOException {
        insider.sql(
                "DELETE FROM published_manifest",
                "DELETE FROM signed_table",
                "DELETE FROM signing_key",
                "UPDATE erasure SET receipt_signed = NULL");
        Files.delete(folder.resolve("shop/control/signing.key"));
        Files.delete(job.warehouse().resolve("state.json"));
        TestingInsider.delete(job.warehouse().resolve("keys"));
        try (Stream<Path> files = Files.walk(folder.resolve("shop"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".sig")).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void whatIsOlderThanSignaturesGoesOnWorking() throws IOException {
        twoNights();
        erase("C-2");
        beforeSignatures();
        String old = snapshot().getFileName().toString();

        requireDone("audit", "--job", "job.yaml");
        assertThat(cli.out()).contains("not checked: from before there were signatures");

        job.declared(
                NIGHT.plusDays(1), declares("d9", "C-9", "language", "de", "service_messages", "2026-11-23T10:00:00Z"));
        job.run(NIGHT.plusDays(1));
        requireDone("audit", "--job", "job.yaml");
        assertThat(cli.out()).doesNotContain("not checked: from before");

        requireDone("audit", old, "--job", "job.yaml");
        assertThat(cli.out()).contains("not checked: from before there were signatures");

        Path manifest = job.warehouse().resolve("snapshots/" + old + "/_evidence/manifest.json");
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        requireFailed(4, "audit", old, "--job", "job.yaml");
        assertThat(cli.out()).contains("it is not the manifest that was published");
    }
}
