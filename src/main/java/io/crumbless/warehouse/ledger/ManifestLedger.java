package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.PUBLISHED_MANIFEST;

import io.crumbless.warehouse.ledger.schema.tables.records.PublishedManifestRecord;
import io.crumbless.warehouse.signature.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** The manifests of all published snapshots, by run; the files of a warehouse are compared with them. */
public final class ManifestLedger {
    private final DSLContext sql;
    private final Signing signing;

    ManifestLedger(DSLContext sql, Signing signing) {
        this.sql = sql;
        this.signing = signing;
    }

    /**
     * One snapshot.
     *
     * @param signed whether its manifest is signed; false if it is older than signatures
     * @param published false while it is being put in place
     * @param keeps whether it is still to be kept
     */
    public record Entry(String runId, String manifestSha256, boolean signed, boolean published, boolean keeps) {}

    /**
     * Records that a signed snapshot is about to be put in place; an earlier record of another run that was not
     * published is dropped.
     */
    public void begin(String warehouse, String runId, String manifestSha256, Instant at) {
        change(inside -> {
            inside.deleteFrom(PUBLISHED_MANIFEST)
                    .where(of(warehouse), PUBLISHED_MANIFEST.PUBLISHED.isFalse())
                    .execute();
            if (!isLast(inside, warehouse, runId, manifestSha256)) {
                insert(inside, warehouse, new Entry(runId, manifestSha256, true, false, true), at);
            }
        });
    }

    /** Records that it is in place. */
    public void published(String warehouse, String runId) {
        change(inside -> inside.update(PUBLISHED_MANIFEST)
                .set(PUBLISHED_MANIFEST.PUBLISHED, true)
                .where(of(warehouse), PUBLISHED_MANIFEST.RUN_ID.eq(runId))
                .execute());
    }

    /** Records snapshots that exist. */
    public void add(String warehouse, Collection<Entry> entries, Instant at) {
        if (!entries.isEmpty()) {
            change(inside -> entries.forEach(entry -> insert(inside, warehouse, entry, at)));
        }
    }

    /** Records that snapshots are about to be deleted because they are no longer kept. */
    public void giveUp(String warehouse, Collection<String> runIds, Instant at) {
        if (!runIds.isEmpty()) {
            change(inside -> inside.update(PUBLISHED_MANIFEST)
                    .set(PUBLISHED_MANIFEST.GIVEN_UP_AT, at.truncatedTo(ChronoUnit.MICROS))
                    .where(of(warehouse), PUBLISHED_MANIFEST.RUN_ID.in(runIds), PUBLISHED_MANIFEST.GIVEN_UP_AT.isNull())
                    .execute());
        }
    }

    /** All snapshots of a warehouse, in the order in which they were recorded. */
    public List<Entry> of(String warehouse, boolean givenUpToo) {
        return sql.selectFrom(PUBLISHED_MANIFEST)
                .where(of(warehouse))
                .and(givenUpToo ? org.jooq.impl.DSL.noCondition() : PUBLISHED_MANIFEST.GIVEN_UP_AT.isNull())
                .orderBy(PUBLISHED_MANIFEST.ID)
                .fetch(ManifestLedger::entry);
    }

    /** The snapshots of a run in any warehouse: one that was moved is known under its old location. */
    public List<Entry> ofRun(String runId) {
        return sql.selectFrom(PUBLISHED_MANIFEST)
                .where(PUBLISHED_MANIFEST.RUN_ID.eq(runId))
                .orderBy(PUBLISHED_MANIFEST.ID)
                .fetch(ManifestLedger::entry);
    }

    /** The snapshot of a warehouse that was published last. */
    public Optional<Entry> latest(String warehouse) {
        List<Entry> published =
                of(warehouse, true).stream().filter(Entry::published).toList();
        return published.isEmpty() ? Optional.empty() : Optional.of(published.get(published.size() - 1));
    }

    private interface Change {
        void in(DSLContext inside);
    }

    private void change(Change change) {
        SigningKey key = signing.key();
        sql.transaction(transaction -> signing.change(transaction.dsl(), ProtectedTable.MANIFESTS, key, () -> {
            change.in(transaction.dsl());
            return true;
        }));
    }

    /** If a night was undone by a rollback and is run again, it is published again. */
    private static boolean isLast(DSLContext inside, String warehouse, String runId, String manifestSha256) {
        return inside.selectFrom(PUBLISHED_MANIFEST)
                .where(of(warehouse))
                .orderBy(PUBLISHED_MANIFEST.ID.desc())
                .limit(1)
                .fetchOptional()
                .filter(last -> last.getRunId().equals(runId)
                        && last.getManifestSha256().equals(manifestSha256))
                .isPresent();
    }

    private static void insert(DSLContext inside, String warehouse, Entry entry, Instant at) {
        inside.insertInto(PUBLISHED_MANIFEST)
                .set(PUBLISHED_MANIFEST.WAREHOUSE, warehouse)
                .set(PUBLISHED_MANIFEST.RUN_ID, entry.runId())
                .set(PUBLISHED_MANIFEST.MANIFEST_SHA256, entry.manifestSha256())
                .set(PUBLISHED_MANIFEST.SIGNED, entry.signed())
                .set(PUBLISHED_MANIFEST.PUBLISHED, entry.published())
                .set(PUBLISHED_MANIFEST.NOTED_AT, at.truncatedTo(ChronoUnit.MICROS))
                .execute();
    }

    private static Condition of(String warehouse) {
        return PUBLISHED_MANIFEST.WAREHOUSE.eq(warehouse);
    }

    private static Entry entry(PublishedManifestRecord row) {
        return new Entry(
                row.getRunId(),
                row.getManifestSha256(),
                row.getSigned(),
                row.getPublished(),
                row.getGivenUpAt() == null);
    }
}
