package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.ERASURE_KEY;
import static io.crumbless.warehouse.ledger.schema.Tables.TOMBSTONE;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.signature.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/** The tombstones of erased people: keyed hashes of their subject ids. The ids themselves are not stored. */
public final class Tombstones {
    /** The reason of a tombstone whose request is known by its receipt alone. */
    private static final String OF_A_RECEIPT = "receipt";

    private static final int ROWS_PER_BATCH = 1000;

    private final DSLContext sql;
    private final ErasureKey key;
    private final Signing signing;

    Tombstones(DSLContext sql, ErasureKey key, Signing signing) {
        this.sql = sql;
        this.key = key;
        this.signing = signing;
    }

    /**
     * One erasure request.
     *
     * @param reason a code of the requester, no free text
     */
    public record Erasure(SubjectId subject, Instant requestedAt, String reason) {}

    /** Keyed hash of a subject id under the current key, 64 hexadecimal digits: what tables contain in its place. */
    public String hmac(SubjectId subject) {
        return HexFormat.of().formatHex(key.hmac(subject.key()));
    }

    /** The hashes by which tables may refer to the person, that of {@link #hmac} first: one or more per key. */
    public List<String> hmacs(SubjectId subject) {
        return hmacs(EarlierKeys.andKey(subject));
    }

    private List<String> hmacs(Collection<String> texts) {
        return texts.stream()
                .flatMap(text -> key.hmacs(text).stream())
                .map(HexFormat.of()::formatHex)
                .toList();
    }

    /** Fingerprint of the current key. */
    public String keyFingerprint() {
        return key.fingerprints().get(0);
    }

    /** Fingerprints of all keys, that of the current key first. */
    public List<String> keyFingerprints() {
        return key.fingerprints();
    }

    /** Seals a text with the current key, 64 hexadecimal digits. */
    public String seal(String text) {
        return HexFormat.of().formatHex(key.hmac("seal " + text));
    }

    /** Whether the seal of a text is valid; empty if the key with that fingerprint is missing. */
    public Optional<Boolean> sealed(String fingerprint, String text, String seal) {
        return key.made(fingerprint, "seal " + text, seal);
    }

    /**
     * Adds requests, all or none. For a repeated request, the run and the first time are kept, the later time is
     * updated, and a re-admission ends.
     *
     * @param now they are recorded with a later time if others were recorded at that time or, by another clock, after
     *     it
     */
    public void add(Collection<Erasure> erasures, String runId, Instant now) {
        if (erasures.isEmpty()) {
            return;
        }
        SigningKey signingKey = signing.key();
        sql.transaction(transaction -> add(transaction.dsl(), erasures, runId, now, signingKey));
    }

    void add(DSLContext inside, Collection<Erasure> erasures, String runId, Instant now, SigningKey signingKey) {
        signing.change(inside, ProtectedTable.TOMBSTONES, signingKey, () -> {
            add(inside, erasures, runId, now);
            return true;
        });
    }

    /** Adds the people of erasures of whom only the hashes are known; for those who have a tombstone it is a repeated request. */
    void add(DSLContext inside, List<ErasureLedger.Proven> erasures, Instant now, SigningKey signingKey) {
        signing.change(inside, ProtectedTable.TOMBSTONES, signingKey, () -> {
            Instant recorded = afterAll(inside, now.truncatedTo(ChronoUnit.MICROS));
            insert(
                    inside,
                    erasures.stream()
                            .flatMap(erasure -> rows(erasure, recorded))
                            .toList());
            return true;
        });
    }

    private static Stream<Object[]> rows(ErasureLedger.Proven erasure, Instant recorded) {
        Instant requested = erasure.begun().at().truncatedTo(ChronoUnit.MICROS);
        return erasure.people().stream().map(hmac -> new Object[] {
            hmac, requested, requested, erasure.erasureId(), OF_A_RECEIPT, recorded, erasure.keyFingerprint()
        });
    }

    private void add(DSLContext inside, Collection<Erasure> erasures, String runId, Instant now) {
        Instant recorded = afterAll(inside, now.truncatedTo(ChronoUnit.MICROS));
        List<Object[]> unknown = new ArrayList<>();
        for (Erasure erasure : erasures) {
            Instant requested = erasure.requestedAt().truncatedTo(ChronoUnit.MICROS);
            Optional<String> known = underOlderKey(inside, erasure.subject());
            if (known.isPresent()) {
                renew(inside, known.get(), requested, recorded);
            } else {
                unknown.add(new Object[] {
                    hmac(erasure.subject()), requested, requested, runId, erasure.reason(), recorded, keyFingerprint()
                });
            }
        }
        insert(inside, unknown);
    }

    private static void insert(DSLContext inside, List<Object[]> rows) {
        for (int from = 0; from < rows.size(); from += ROWS_PER_BATCH) {
            // One prepared statement, because the database takes longer to parse it than to execute it.
            inside.batch(insert(inside))
                    .bind(rows.subList(from, Math.min(rows.size(), from + ROWS_PER_BATCH))
                            .toArray(Object[][]::new))
                    .execute();
        }
    }

    /**
     * A time later than that of all recorded tombstones: snapshots are clean up to a time, and a tombstone recorded
     * before it would never be applied to them. Writers are serialised by locking the rows of the key.
     */
    private static Instant afterAll(DSLContext inside, Instant now) {
        inside.selectFrom(ERASURE_KEY).forUpdate().execute();
        return inside.select(DSL.max(TOMBSTONE.RECORDED_AT))
                .from(TOMBSTONE)
                .fetchOptional(DSL.max(TOMBSTONE.RECORDED_AT))
                .filter(last -> !last.isBefore(now))
                .map(last -> last.plus(1, ChronoUnit.MICROS))
                .orElse(now);
    }

    /** The hash of the person under a replaced key. */
    private Optional<String> underOlderKey(DSLContext inside, SubjectId subject) {
        List<String> older = hmacs(subject).stream().skip(1).toList();
        return older.isEmpty()
                ? Optional.empty()
                : inside.select(TOMBSTONE.SUBJECT_HMAC)
                        .from(TOMBSTONE)
                        .where(TOMBSTONE.SUBJECT_HMAC.in(older))
                        .limit(1)
                        .fetchOptional()
                        .map(Record1::value1);
    }

    private static void renew(DSLContext inside, String hmac, Instant requestedAt, Instant recordedAt) {
        inside.update(TOMBSTONE)
                .set(renewed(DSL.val(requestedAt), DSL.val(recordedAt)))
                .where(TOMBSTONE.SUBJECT_HMAC.eq(hmac))
                .execute();
    }

    /** Values are bound later, in the order of the columns. */
    private static Query insert(DSLContext inside) {
        return inside.insertInto(
                        TOMBSTONE,
                        TOMBSTONE.SUBJECT_HMAC,
                        TOMBSTONE.FIRST_REQUESTED_AT,
                        TOMBSTONE.REQUESTED_AT,
                        TOMBSTONE.RUN_ID,
                        TOMBSTONE.REASON,
                        TOMBSTONE.RECORDED_AT,
                        TOMBSTONE.KEY_FINGERPRINT)
                .values((String) null, null, null, null, null, null, null)
                .onConflict(TOMBSTONE.SUBJECT_HMAC)
                .doUpdate()
                .set(renewed(DSL.excluded(TOMBSTONE.REQUESTED_AT), DSL.excluded(TOMBSTONE.RECORDED_AT)));
    }

    /**
     * What a repeated request updates. One from before the re-admission is an old one that is delivered again, and
     * changes nothing; a later one takes effect again.
     */
    private static Map<Field<Instant>, Field<Instant>> renewed(Field<Instant> requestedAt, Field<Instant> recordedAt) {
        Condition later = TOMBSTONE.READMITTED_AT.le(requestedAt);
        return Map.of(
                TOMBSTONE.FIRST_REQUESTED_AT, DSL.least(TOMBSTONE.FIRST_REQUESTED_AT, requestedAt),
                TOMBSTONE.REQUESTED_AT, DSL.greatest(TOMBSTONE.REQUESTED_AT, requestedAt),
                TOMBSTONE.RECORDED_AT, DSL.when(later, recordedAt).otherwise(TOMBSTONE.RECORDED_AT),
                TOMBSTONE.READMITTED_AT,
                        DSL.when(later, DSL.inline((Instant) null)).otherwise(TOMBSTONE.READMITTED_AT));
    }

    /**
     * Re-admits an erased person, for declarations from now on.
     *
     * @return false if the person was not erased, or was re-admitted earlier
     */
    public boolean readmit(SubjectId subject, Instant at, String by, String reason) {
        SigningKey signingKey = signing.key();
        return sql.transactionResult(transaction -> signing.change(
                transaction.dsl(),
                ProtectedTable.TOMBSTONES,
                signingKey,
                () -> transaction
                                .dsl()
                                .update(TOMBSTONE)
                                .set(TOMBSTONE.READMITTED_AT, at.truncatedTo(ChronoUnit.MICROS))
                                .set(TOMBSTONE.READMITTED_BY, by)
                                .set(TOMBSTONE.READMISSION_REASON, reason)
                                .where(TOMBSTONE.SUBJECT_HMAC.in(hmacs(subject)), TOMBSTONE.READMITTED_AT.isNull())
                                .execute()
                        > 0));
    }

    /** Ids of the erasures and runs that recorded tombstones after a moment. */
    public List<String> noted(Instant after) {
        return sql.selectDistinct(TOMBSTONE.RUN_ID)
                .from(TOMBSTONE)
                .where(TOMBSTONE.RECORDED_AT.gt(after))
                .orderBy(TOMBSTONE.RUN_ID)
                .fetch(TOMBSTONE.RUN_ID);
    }

    /**
     * The time of the last tombstone that a run or an erasure recorded after a moment; empty if there is none, or
     * others have recorded any since.
     */
    public Optional<Instant> lastNotedOnlyBy(String id, Instant after) {
        return sql.select(DSL.max(TOMBSTONE.RECORDED_AT))
                .from(TOMBSTONE)
                .where(TOMBSTONE.RECORDED_AT.gt(after))
                .having(
                        DSL.min(TOMBSTONE.RUN_ID).eq(id),
                        DSL.max(TOMBSTONE.RUN_ID).eq(id))
                .fetchOptional()
                .map(Record1::value1);
    }

    /** Whether this person was erased; for many people call {@link #all()} once. */
    public boolean contains(SubjectId subject) {
        return of(subject).contains(subject);
    }

    /** The tombstones of one person, including those of earlier folds of the id. */
    public ErasedSubjects of(SubjectId subject) {
        return read(TOMBSTONE.SUBJECT_HMAC.in(hmacs(EarlierKeys.andAsWritten(subject))));
    }

    /** All current tombstones, in memory: about 300 bytes each. */
    public ErasedSubjects all() {
        return read(DSL.noCondition());
    }

    private ErasedSubjects read(Condition wanted) {
        Map<String, ErasedSubjects.Mark> marks = new HashMap<>();
        sql.select(
                        TOMBSTONE.SUBJECT_HMAC,
                        TOMBSTONE.FIRST_REQUESTED_AT,
                        TOMBSTONE.REQUESTED_AT,
                        TOMBSTONE.RECORDED_AT,
                        TOMBSTONE.KEY_FINGERPRINT,
                        TOMBSTONE.READMITTED_AT)
                .from(TOMBSTONE)
                .where(wanted)
                .forEach(row -> marks.put(
                        row.value1(),
                        new ErasedSubjects.Mark(
                                row.value2(), row.value3(), row.value4(), row.value5() == null, row.value6())));
        return new ErasedSubjects(key, marks);
    }
}
