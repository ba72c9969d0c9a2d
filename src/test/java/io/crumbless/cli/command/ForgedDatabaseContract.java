package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;

import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Promise: changes to the control database and to files by somebody without the key are detected. The audit exits with
 * 4 and names the change, and no run continues with it.
 */
abstract class ForgedDatabaseContract extends TestingForgery {
    /** Somebody who also writes it into the control database lacks the key to sign it. */
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
        // Later records do not sign earlier changes.
        requireFound("the log does not end as it was signed");
    }

    /** The earlier signed end is valid, but the warehouse has recorded more. */
    @Test
    void anAccessLogThatWasCutBackToAnEarlierEndIsFound() {
        erase("C-2");
        insider.sql(
                "CREATE TABLE kept AS SELECT * FROM signed_table",
                "CREATE TABLE kept_head AS SELECT * FROM" + " access_log_head");
        erase("C-3");
        insider.sql(
                insider.withoutTrigger(),
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

    /** The signed state from before the erasure matches the table, but the warehouse has recorded a later one. */
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
    void aControlDatabaseThatWasEmptiedIsFound() {
        insider.sql(
                insider.withoutTrigger(),
                "DELETE FROM run_attempt",
                "DELETE FROM clean_snapshot",
                "DELETE FROM published_manifest",
                "DELETE FROM signed_table",
                "DELETE FROM signing_key",
                "DELETE FROM access_log WHERE seq > 0",
                "DELETE FROM access_log_head");

        requireFound("snapshots/" + runs().get(0) + ": the control database does not know it as published");
    }

    /** Without signatures it would look like a database from before signatures existed. */
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

    /** Somebody with the key can make the control database consistent, except with what is stored outside. */
    @Test
    void whoHoldsKeyAndDatabaseCannotRewriteThePast() throws IOException {
        Path file = folder.resolve("shop/job.yaml");
        Files.writeString(file, Files.readString(file) + "anchor: { file: ../anchor.ndjson }\n");
        Path anchor = folder.resolve("anchor.ndjson");
        erase("C-2");
        erase("C-3");
        insider.rewriteAccessLog(
                "DELETE FROM access_log WHERE seq = 1", "UPDATE access_log SET reason = 'another' WHERE seq > 0");
        insider.sql("DELETE FROM tombstone WHERE added_no = (SELECT MIN(added_no) FROM tombstone)");
        try (ControlDatabase control = ControlDatabase.open(job.file().control())) {
            control.signing().signAsTheyAre(100);
        }
        Files.delete(job.warehouse().resolve("state.json"));
        Files.writeString(
                job.warehouse().resolve("state.json"),
                Files.readAllLines(anchor).get(0) + "\n");

        requireFound(
                "control database, table access_log: the first",
                "control database, table tombstone: the first 1 entries are not those of",
                anchor.toString());
    }

    /** A snapshot restored from before an erasure, with an unsigned record that it was cleaned since. */
    @Test
    void aSnapshotPutBackWithANoteThatItIsCleanIsFound() {
        String snapshot = "snapshots/" + runs().get(0);
        Path kept = folder.resolve("kept");
        TestingInsider.copy(job.warehouse().resolve(snapshot), kept);
        insider.sql("CREATE TABLE kept AS SELECT * FROM clean_snapshot");
        erase("C-2");
        TestingInsider.copy(kept, job.warehouse().resolve(snapshot));
        insider.sql(
                "UPDATE kept SET erased_through = (SELECT MAX(erased_through) FROM clean_snapshot)",
                "DELETE FROM clean_snapshot",
                "INSERT INTO clean_snapshot SELECT * FROM kept");

        requireFound("profiles/part-00000.parquet, row group 0, row 1: the person was erased (law 6)");
    }
}
