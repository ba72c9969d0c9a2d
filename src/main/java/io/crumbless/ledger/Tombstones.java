package io.crumbless.ledger;

import static io.crumbless.ledger.schema.Tables.TOMBSTONE;

import io.crumbless.profile.SubjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/** Erased people, recognised by a keyed hash of the subject id; the ids themselves are not kept. */
public final class Tombstones {
    private static final int ROWS_PER_STATEMENT = 1000;

    private final DSLContext sql;
    private final ErasureKey key;

    Tombstones(DSLContext sql, ErasureKey key) {
        this.sql = sql;
        this.key = key;
    }

    /**
     * One request to be erased.
     *
     * @param reason a code of the requester's, no free text
     */
    public record Erasure(SubjectId subject, Instant requestedAt, String reason) {}

    /** Keyed hash of a subject id under the key in use, 64 hexadecimal digits: what tables hold in its place. */
    public String hmac(SubjectId subject) {
        return HexFormat.of().formatHex(key.hmac(subject.key()));
    }

    /** The hashes under which tables may hold the person: one for each key there ever was. */
    public List<String> hmacs(SubjectId subject) {
        return key.hmacs(subject.key()).stream().map(HexFormat.of()::formatHex).toList();
    }

    /** Fingerprint of the key in use. */
    public String keyFingerprint() {
        return key.fingerprints().get(0);
    }

    /** Fingerprints of all keys, that in use first. */
    public List<String> keyFingerprints() {
        return key.fingerprints();
    }

    /** A seal of the text under the key in use, 64 hexadecimal digits. */
    public String seal(String text) {
        return HexFormat.of().formatHex(key.hmac("seal " + text));
    }

    /** Whether a seal is that of the text; empty where the key with that fingerprint is not here. */
    public Optional<Boolean> sealed(String fingerprint, String text, String seal) {
        return key.made(fingerprint, "seal " + text, seal);
    }

    /** Adds requests, all or none. A repeated one keeps its run and takes the later time; it ends a re-admission. */
    public void add(Collection<Erasure> erasures, String runId, Instant recordedAt) {
        sql.transaction(transaction -> add(transaction.dsl(), erasures, runId, recordedAt));
    }

    void add(DSLContext inside, Collection<Erasure> erasures, String runId, Instant recordedAt) {
        Query[] inserts = erasures.stream()
                .map(erasure -> insert(inside, erasure, runId, recordedAt.truncatedTo(ChronoUnit.MICROS)))
                .toArray(Query[]::new);
        for (int from = 0; from < inserts.length; from += ROWS_PER_STATEMENT) {
            int to = Math.min(inserts.length, from + ROWS_PER_STATEMENT);
            inside.batch(Arrays.copyOfRange(inserts, from, to)).execute();
        }
    }

    private Query insert(DSLContext inside, Erasure erasure, String runId, Instant recordedAt) {
        Instant requestedAt = erasure.requestedAt().truncatedTo(ChronoUnit.MICROS);
        List<String> older = hmacs(erasure.subject()).stream().skip(1).toList();
        if (!older.isEmpty()) {
            Optional<String> known = inside.select(TOMBSTONE.SUBJECT_HMAC)
                    .from(TOMBSTONE)
                    .where(TOMBSTONE.SUBJECT_HMAC.in(older))
                    .limit(1)
                    .fetchOptional()
                    .map(Record1::value1);
            if (known.isPresent()) {
                return inside.update(TOMBSTONE)
                        .set(TOMBSTONE.REQUESTED_AT, DSL.greatest(TOMBSTONE.REQUESTED_AT, DSL.val(requestedAt)))
                        .set(TOMBSTONE.RECORDED_AT, noted(requestedAt, recordedAt))
                        .set(TOMBSTONE.READMITTED_AT, stillReadmitted(requestedAt))
                        .where(TOMBSTONE.SUBJECT_HMAC.eq(known.get()));
            }
        }
        return inside.insertInto(TOMBSTONE)
                .set(TOMBSTONE.SUBJECT_HMAC, hmac(erasure.subject()))
                .set(TOMBSTONE.REQUESTED_AT, requestedAt)
                .set(TOMBSTONE.RUN_ID, runId)
                .set(TOMBSTONE.REASON, erasure.reason())
                .set(TOMBSTONE.RECORDED_AT, recordedAt)
                .set(TOMBSTONE.KEY_FINGERPRINT, keyFingerprint())
                .onConflict(TOMBSTONE.SUBJECT_HMAC)
                .doUpdate()
                .set(TOMBSTONE.REQUESTED_AT, DSL.greatest(TOMBSTONE.REQUESTED_AT, DSL.val(requestedAt)))
                .set(TOMBSTONE.RECORDED_AT, noted(requestedAt, recordedAt))
                .set(TOMBSTONE.READMITTED_AT, stillReadmitted(requestedAt));
    }

    /** A request from before the re-admission is an old one that is delivered again; a later one counts anew. */
    private static Field<Instant> noted(Instant requestedAt, Instant recordedAt) {
        return DSL.when(TOMBSTONE.READMITTED_AT.le(requestedAt), DSL.val(recordedAt))
                .otherwise(TOMBSTONE.RECORDED_AT);
    }

    private static Field<Instant> stillReadmitted(Instant requestedAt) {
        return DSL.when(TOMBSTONE.READMITTED_AT.le(requestedAt), DSL.inline((Instant) null))
                .otherwise(TOMBSTONE.READMITTED_AT);
    }

    /**
     * Lets an erased person in again, for what they say from now on.
     *
     * @return false if nobody of that id was erased, or they were let in before
     */
    public boolean readmit(SubjectId subject, Instant at, String by, String reason) {
        return sql.update(TOMBSTONE)
                        .set(TOMBSTONE.READMITTED_AT, at.truncatedTo(ChronoUnit.MICROS))
                        .set(TOMBSTONE.READMITTED_BY, by)
                        .set(TOMBSTONE.READMISSION_REASON, reason)
                        .where(TOMBSTONE.SUBJECT_HMAC.in(hmacs(subject)), TOMBSTONE.READMITTED_AT.isNull())
                        .execute()
                > 0;
    }

    /** What noted tombstones after a moment: ids of erasures and of runs. */
    public List<String> noted(Instant after) {
        return sql.selectDistinct(TOMBSTONE.RUN_ID)
                .from(TOMBSTONE)
                .where(TOMBSTONE.RECORDED_AT.gt(after))
                .orderBy(TOMBSTONE.RUN_ID)
                .fetch(TOMBSTONE.RUN_ID);
    }

    /** Whether this person was erased; for many people ask {@link #all()} once. */
    public boolean contains(SubjectId subject) {
        return all().contains(subject);
    }

    /** All tombstones as of now, in memory: about 300 bytes each. */
    public ErasedSubjects all() {
        Map<String, ErasedSubjects.Mark> marks = new HashMap<>();
        sql.select(
                        TOMBSTONE.SUBJECT_HMAC,
                        TOMBSTONE.REQUESTED_AT,
                        TOMBSTONE.RECORDED_AT,
                        TOMBSTONE.KEY_FINGERPRINT,
                        TOMBSTONE.READMITTED_AT)
                .from(TOMBSTONE)
                .forEach(row -> marks.put(
                        row.value1(),
                        new ErasedSubjects.Mark(row.value2(), row.value3(), row.value4() == null, row.value5())));
        return new ErasedSubjects(key, marks);
    }
}
