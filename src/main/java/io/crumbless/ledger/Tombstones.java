package io.crumbless.ledger;

import static io.crumbless.ledger.schema.Tables.TOMBSTONE;

import io.crumbless.profile.SubjectId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Query;
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

    /** Keyed hash of a subject id, 64 hexadecimal digits: what tables hold in its place. */
    public String hmac(SubjectId subject) {
        return HexFormat.of().formatHex(key.hmac(subject.value()));
    }

    /** Adds requests, all or none. A repeated one keeps its run and takes the later time. */
    public void add(Collection<Erasure> erasures, String runId, Instant recordedAt) {
        sql.transaction(transaction -> {
            DSLContext inside = transaction.dsl();
            Query[] inserts = erasures.stream()
                    .map(erasure -> insert(inside, erasure, runId, recordedAt))
                    .toArray(Query[]::new);
            for (int from = 0; from < inserts.length; from += ROWS_PER_STATEMENT) {
                int to = Math.min(inserts.length, from + ROWS_PER_STATEMENT);
                inside.batch(java.util.Arrays.copyOfRange(inserts, from, to)).execute();
            }
        });
    }

    private Query insert(DSLContext inside, Erasure erasure, String runId, Instant recordedAt) {
        Instant requestedAt = erasure.requestedAt().truncatedTo(ChronoUnit.MICROS);
        return inside.insertInto(TOMBSTONE)
                .set(TOMBSTONE.SUBJECT_HMAC, hmac(erasure.subject()))
                .set(TOMBSTONE.REQUESTED_AT, requestedAt)
                .set(TOMBSTONE.RUN_ID, runId)
                .set(TOMBSTONE.REASON, erasure.reason())
                .set(TOMBSTONE.RECORDED_AT, recordedAt.truncatedTo(ChronoUnit.MICROS))
                .onConflict(TOMBSTONE.SUBJECT_HMAC)
                .doUpdate()
                .set(TOMBSTONE.REQUESTED_AT, DSL.greatest(TOMBSTONE.REQUESTED_AT, DSL.val(requestedAt)));
    }

    /** Whether this person was erased; for many people ask {@link #all()} once. */
    public boolean contains(SubjectId subject) {
        return sql.fetchExists(TOMBSTONE, TOMBSTONE.SUBJECT_HMAC.eq(hmac(subject)));
    }

    /** All tombstones as of now, in memory: about 200 bytes each. */
    public ErasedSubjects all() {
        Map<String, Instant> requestedAt = sql.select(TOMBSTONE.SUBJECT_HMAC, TOMBSTONE.REQUESTED_AT)
                .from(TOMBSTONE)
                .fetchMap(TOMBSTONE.SUBJECT_HMAC, TOMBSTONE.REQUESTED_AT);
        return new ErasedSubjects(key, requestedAt);
    }
}
