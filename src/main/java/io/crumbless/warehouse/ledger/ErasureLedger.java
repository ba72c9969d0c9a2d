package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.CLEAN_SNAPSHOT;
import static io.crumbless.warehouse.ledger.schema.Tables.ERASURE;
import static io.crumbless.warehouse.ledger.schema.Tables.ERASURE_KEY;
import static io.crumbless.warehouse.ledger.schema.Tables.ERASURE_PERSON;
import static io.crumbless.warehouse.ledger.schema.Tables.TOMBSTONE;

import io.crumbless.warehouse.signature.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/** Records erasures when they begin and end, and up to which tombstone snapshots are known to be clean. */
public final class ErasureLedger {
    private static final String BEGUN = "begun";
    private static final String DONE = "done";

    private final DSLContext sql;
    private final Signing signing;

    ErasureLedger(DSLContext sql, Signing signing) {
        this.sql = sql;
        this.signing = signing;
    }

    /**
     * Records an erasure and the tombstones of its people, all or nothing: from here on they are erased.
     *
     * @param warehouse whose snapshots are rewritten; tombstones apply to all warehouses that share the database
     */
    public void begin(
            String erasureId,
            String warehouse,
            Begun begun,
            Tombstones tombstones,
            Collection<Tombstones.Erasure> erasures) {
        Set<String> people = erasures.stream()
                .map(erasure -> tombstones.hmac(erasure.subject()))
                .collect(Collectors.toCollection(TreeSet::new));
        SigningKey key = signing.key();
        sql.transaction(transaction -> signing.change(transaction.dsl(), ProtectedTable.ERASURES, key, () -> {
            DSLContext inside = transaction.dsl();
            begin(inside, erasureId, warehouse, begun, people);
            tombstones.add(inside, erasures, erasureId, begun.at(), key);
            return true;
        }));
    }

    private static void begin(DSLContext inside, String erasureId, String warehouse, Begun begun, Set<String> people) {
        inside.insertInto(ERASURE)
                .set(ERASURE.ERASURE_ID, erasureId)
                .set(ERASURE.WAREHOUSE, warehouse)
                .set(ERASURE.STATUS, BEGUN)
                .set(ERASURE.STARTED_AT, begun.at().truncatedTo(ChronoUnit.MICROS))
                .set(ERASURE.ASKED_BY, begun.by())
                .set(ERASURE.REASON, begun.reason().orElse(null))
                .set(ERASURE.SUBJECTS, people.size())
                .execute();
        inside.batch(inside.insertInto(ERASURE_PERSON, ERASURE_PERSON.ERASURE_ID, ERASURE_PERSON.SUBJECT_HMAC)
                        .values((String) null, null))
                .bind(people.stream()
                        .map(hmac -> new Object[] {erasureId, hmac})
                        .toArray(Object[][]::new))
                .execute();
    }

    /**
     * An ended erasure, as its receipt proves it.
     *
     * @param people their keyed hashes
     * @param keyFingerprint of the key of these hashes
     */
    public record Proven(
            String erasureId,
            String warehouse,
            Begun begun,
            Instant endedAt,
            Set<String> people,
            String keyFingerprint,
            int found,
            long rowsRemoved,
            String receiptSha256) {
        public Proven {
            people = Set.copyOf(people);
        }
    }

    /** Records erasures that a restored database does not know, and tombstones of their people, all or none. */
    public void takeOver(Collection<Proven> erasures, Tombstones tombstones, Instant now) {
        SigningKey key = signing.key();
        sql.transaction(transaction -> signing.change(transaction.dsl(), ProtectedTable.ERASURES, key, () -> {
            DSLContext inside = transaction.dsl();
            // Another warehouse of the same database may have been quicker.
            List<Proven> unknown = erasures.stream()
                    .filter(erasure -> !inside.fetchExists(ERASURE, ERASURE.ERASURE_ID.eq(erasure.erasureId())))
                    .toList();
            unknown.forEach(erasure -> takeOver(inside, erasure));
            tombstones.add(inside, unknown, now, key);
            return true;
        }));
    }

    private static void takeOver(DSLContext inside, Proven erasure) {
        begin(inside, erasure.erasureId(), erasure.warehouse(), erasure.begun(), erasure.people());
        end(
                inside,
                erasure.erasureId(),
                erasure.endedAt(),
                erasure.found(),
                erasure.rowsRemoved(),
                erasure.receiptSha256());
    }

    /** Ids of all erasures that were ever begun. */
    public Set<String> ids() {
        return sql.select(ERASURE.ERASURE_ID).from(ERASURE).fetchSet(ERASURE.ERASURE_ID);
    }

    /** Whether an erasure with this id was ever begun, or a night with this id recorded tombstones. */
    public boolean knows(String id) {
        return sql.fetchExists(ERASURE, ERASURE.ERASURE_ID.eq(id))
                || sql.fetchExists(TOMBSTONE, TOMBSTONE.RUN_ID.eq(id));
    }

    /** The keyed hashes of the people of an erasure. */
    public List<String> people(String erasureId) {
        return sql.select(ERASURE_PERSON.SUBJECT_HMAC)
                .from(ERASURE_PERSON)
                .where(ERASURE_PERSON.ERASURE_ID.eq(erasureId))
                .orderBy(ERASURE_PERSON.SUBJECT_HMAC)
                .fetch(ERASURE_PERSON.SUBJECT_HMAC);
    }

    /**
     * Records the end of an erasure.
     *
     * @param receiptSha256 hash of the signed receipt, so that a changed receipt is detected
     */
    public void end(String erasureId, Instant at, int found, long rowsRemoved, String receiptSha256) {
        SigningKey key = signing.key();
        sql.transaction(transaction -> signing.change(
                transaction.dsl(),
                ProtectedTable.ERASURES,
                key,
                () -> end(transaction.dsl(), erasureId, at, found, rowsRemoved, receiptSha256)));
    }

    private static int end(
            DSLContext inside, String erasureId, Instant at, int found, long rowsRemoved, String receiptSha256) {
        return inside.update(ERASURE)
                .set(ERASURE.STATUS, DONE)
                .set(ERASURE.ENDED_AT, at.truncatedTo(ChronoUnit.MICROS))
                .set(ERASURE.FOUND, found)
                .set(ERASURE.ROWS_REMOVED, rowsRemoved)
                .set(ERASURE.RECEIPT_SHA256, receiptSha256)
                .set(ERASURE.RECEIPT_SIGNED, true)
                .where(ERASURE.ERASURE_ID.eq(erasureId))
                .execute();
    }

    /**
     * Erasures of a warehouse that were begun and never ended, because they were killed or stopped by an unreadable
     * file. Erasures that were recorded without a warehouse are returned for each.
     */
    public List<String> unfinished(String warehouse) {
        return sql.select(ERASURE.ERASURE_ID)
                .from(ERASURE)
                .where(ERASURE.STATUS.eq(BEGUN), ERASURE.WAREHOUSE.eq(warehouse).or(ERASURE.WAREHOUSE.isNull()))
                .orderBy(ERASURE.STARTED_AT)
                .fetch(ERASURE.ERASURE_ID);
    }

    /**
     * An erasure that has ended.
     *
     * @param found how many of the people were in a snapshot
     * @param signed whether its receipt is signed; false if it is older than signatures
     * @param named how many people are recorded with it, as many as were requested
     * @param missing how many of these have no tombstone; 0 if the erasure key was ever replaced, because they can then
     *     not be matched
     */
    public record Ended(
            String erasureId,
            String by,
            Optional<String> reason,
            int subjects,
            int found,
            long rowsRemoved,
            String receiptSha256,
            boolean signed,
            int named,
            int missing) {}

    /** All ended erasures, by id. */
    public List<Ended> ended() {
        boolean oneKey = sql.fetchCount(ERASURE_KEY) == 1;
        Map<String, Integer> named = people(DSL.noCondition());
        Map<String, Integer> missing = oneKey
                ? people(DSL.notExists(
                        sql.selectOne().from(TOMBSTONE).where(TOMBSTONE.SUBJECT_HMAC.eq(ERASURE_PERSON.SUBJECT_HMAC))))
                : Map.of();
        return sql.selectFrom(ERASURE)
                .where(ERASURE.STATUS.eq(DONE))
                .orderBy(ERASURE.ERASURE_ID)
                .fetch(row -> new Ended(
                        row.getErasureId(),
                        row.getAskedBy(),
                        Optional.ofNullable(row.getReason()),
                        row.getSubjects(),
                        row.getFound(),
                        row.getRowsRemoved(),
                        row.getReceiptSha256(),
                        Boolean.TRUE.equals(row.getReceiptSigned()),
                        named.getOrDefault(row.getErasureId(), 0),
                        missing.getOrDefault(row.getErasureId(), 0)));
    }

    /**
     * Since when the oldest unfinished erasure of a warehouse is open: since the earliest request of its people, or
     * since it was begun if that is earlier.
     */
    public Optional<Instant> oldestUnfinished(String warehouse) {
        return unfinished(warehouse).stream()
                .flatMap(erasureId ->
                        Stream.concat(Stream.of(begun(erasureId).at()), earliestRequest(erasureId).stream()))
                .min(Comparator.naturalOrder());
    }

    private Optional<Instant> earliestRequest(String erasureId) {
        return sql.select(DSL.min(TOMBSTONE.REQUESTED_AT))
                .from(TOMBSTONE)
                .join(ERASURE_PERSON)
                .on(ERASURE_PERSON.SUBJECT_HMAC.eq(TOMBSTONE.SUBJECT_HMAC))
                .where(ERASURE_PERSON.ERASURE_ID.eq(erasureId))
                .fetchOptional(DSL.min(TOMBSTONE.REQUESTED_AT));
    }

    /** Erasures of any warehouse that were begun and not ended. */
    public List<String> begun() {
        return sql.select(ERASURE.ERASURE_ID)
                .from(ERASURE)
                .where(ERASURE.STATUS.eq(BEGUN))
                .fetch(ERASURE.ERASURE_ID);
    }

    private Map<String, Integer> people(Condition wanted) {
        return sql.select(ERASURE_PERSON.ERASURE_ID, DSL.count())
                .from(ERASURE_PERSON)
                .where(wanted)
                .groupBy(ERASURE_PERSON.ERASURE_ID)
                .fetchMap(ERASURE_PERSON.ERASURE_ID, DSL.count());
    }

    /**
     * When an erasure was begun, and why.
     *
     * @param by the account that requested it
     */
    public record Begun(Instant at, String by, Optional<String> reason) {}

    public Begun begun(String erasureId) {
        return sql.selectFrom(ERASURE)
                .where(ERASURE.ERASURE_ID.eq(erasureId))
                .fetchSingle(
                        row -> new Begun(row.getStartedAt(), row.getAskedBy(), Optional.ofNullable(row.getReason())));
    }

    /**
     * The time up to which recorded tombstones have been applied to a snapshot.
     *
     * @param name of its folder
     * @param state hash of what its evidence records about its files, so that an older copy in its place is not
     *     confused with it
     */
    public Optional<Instant> cleanThrough(String name, String state) {
        return sql.select(CLEAN_SNAPSHOT.ERASED_THROUGH)
                .from(CLEAN_SNAPSHOT)
                .where(CLEAN_SNAPSHOT.NAME.eq(name), CLEAN_SNAPSHOT.STATE_SHA256.eq(state))
                .fetchOptional()
                .map(Record1::value1);
    }

    /** Whether a snapshot with this name was ever known to be clean. */
    public boolean knowsSnapshot(String name) {
        return sql.fetchExists(CLEAN_SNAPSHOT, CLEAN_SNAPSHOT.NAME.eq(name));
    }

    public void markClean(String name, String state, Instant through) {
        Instant exact = through.truncatedTo(ChronoUnit.MICROS);
        sql.insertInto(CLEAN_SNAPSHOT)
                .set(CLEAN_SNAPSHOT.NAME, name)
                .set(CLEAN_SNAPSHOT.STATE_SHA256, state)
                .set(CLEAN_SNAPSHOT.ERASED_THROUGH, exact)
                .onConflict(CLEAN_SNAPSHOT.NAME, CLEAN_SNAPSHOT.STATE_SHA256)
                .doUpdate()
                .set(CLEAN_SNAPSHOT.ERASED_THROUGH, exact)
                .execute();
    }
}
