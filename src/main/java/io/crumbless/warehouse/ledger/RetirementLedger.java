package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.DESTROYED_FILE;
import static io.crumbless.warehouse.ledger.schema.Tables.RETIRED_SOURCE;
import static io.crumbless.warehouse.ledger.schema.Tables.RETIREMENT;

import io.crumbless.warehouse.signature.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/** Which legacy sources of a job were retired: their files are destroyed, and nights no longer expect them. */
public final class RetirementLedger {
    private static final String BEGUN = "begun";
    private static final String DONE = "done";

    private final DSLContext sql;
    private final Signing signing;

    RetirementLedger(DSLContext sql, Signing signing) {
        this.sql = sql;
        this.signing = signing;
    }

    /**
     * One retired source.
     *
     * @param at when it was retired
     * @param ended whether all its files are deleted
     */
    public record Retired(String source, Instant at, boolean ended) {}

    /** A retirement that was begun and not ended. */
    public record Unfinished(String retirementId, String plan) {}

    /**
     * Records, in one step and before anything is destroyed, that sources are retired.
     *
     * @param by the account that requested it
     * @param plan what is to be destroyed
     */
    public void begin(
            String retirementId,
            String job,
            List<String> sources,
            Instant at,
            String by,
            Optional<String> reason,
            String plan) {
        SigningKey key = signing.key();
        sql.transaction(transaction -> signing.change(transaction.dsl(), ProtectedTable.RETIREMENTS, key, () -> {
            DSLContext within = transaction.dsl();
            within.insertInto(RETIREMENT)
                    .set(RETIREMENT.RETIREMENT_ID, retirementId)
                    .set(RETIREMENT.JOB, job)
                    .set(RETIREMENT.STATUS, BEGUN)
                    .set(RETIREMENT.STARTED_AT, at.truncatedTo(ChronoUnit.MICROS))
                    .set(RETIREMENT.RETIRED_BY, by)
                    .set(RETIREMENT.REASON, reason.orElse(null))
                    .set(RETIREMENT.PLAN, plan)
                    .execute();
            for (String source : sources) {
                within.insertInto(RETIRED_SOURCE)
                        .set(RETIRED_SOURCE.JOB, job)
                        .set(RETIRED_SOURCE.SOURCE, source)
                        .set(RETIRED_SOURCE.RETIREMENT_ID, retirementId)
                        .execute();
            }
            return true;
        }));
    }

    /**
     * Records that a file is about to be deleted, so that its absence can be explained later.
     *
     * @param place index of the file in the plan, from 0
     */
    public void destroying(String retirementId, int place) {
        sql.insertInto(DESTROYED_FILE)
                .set(DESTROYED_FILE.RETIREMENT_ID, retirementId)
                .set(DESTROYED_FILE.PLACE, place)
                .execute();
    }

    /** Withdraws the record of a deletion: the file was already missing. */
    public void notDestroyed(String retirementId, int place) {
        sql.deleteFrom(DESTROYED_FILE)
                .where(DESTROYED_FILE.RETIREMENT_ID.eq(retirementId), DESTROYED_FILE.PLACE.eq(place))
                .execute();
    }

    /** Indexes of the files whose deletion was recorded. */
    public Set<Integer> destroyed(String retirementId) {
        return sql.select(DESTROYED_FILE.PLACE)
                .from(DESTROYED_FILE)
                .where(DESTROYED_FILE.RETIREMENT_ID.eq(retirementId))
                .fetchSet(DESTROYED_FILE.PLACE);
    }

    /**
     * Records that all files are deleted.
     *
     * @param certificateSha256 hash of the certificate, so that a changed certificate is detected
     */
    public void end(String retirementId, Instant at, String certificateSha256) {
        SigningKey key = signing.key();
        sql.transaction(
                transaction -> signing.change(transaction.dsl(), ProtectedTable.RETIREMENTS, key, () -> transaction
                        .dsl()
                        .update(RETIREMENT)
                        .set(RETIREMENT.STATUS, DONE)
                        .set(RETIREMENT.ENDED_AT, at.truncatedTo(ChronoUnit.MICROS))
                        .set(RETIREMENT.CERTIFICATE_SHA256, certificateSha256)
                        .set(RETIREMENT.CERTIFICATE_SIGNED, true)
                        .where(RETIREMENT.RETIREMENT_ID.eq(retirementId))
                        .execute()));
    }

    /**
     * The certificate of a retirement that was ended.
     *
     * @param signed whether it is signed; false if it is older than signatures
     */
    public record Certified(String retirementId, String certificateSha256, boolean signed) {}

    /** The certificates of all ended retirements, by id. */
    public List<Certified> certified() {
        return sql.selectFrom(RETIREMENT)
                .where(RETIREMENT.STATUS.eq(DONE))
                .orderBy(RETIREMENT.RETIREMENT_ID)
                .fetch(row -> new Certified(
                        row.getRetirementId(),
                        row.getCertificateSha256(),
                        Boolean.TRUE.equals(row.getCertificateSigned())));
    }

    /** Retirements of any job that were begun and not ended. */
    public List<String> begun() {
        return sql.select(RETIREMENT.RETIREMENT_ID)
                .from(RETIREMENT)
                .where(RETIREMENT.STATUS.eq(BEGUN))
                .fetch(RETIREMENT.RETIREMENT_ID);
    }

    /** Retirements of a job that were killed, or stopped by a failure. */
    public List<Unfinished> unfinished(String job) {
        return sql.selectFrom(RETIREMENT)
                .where(RETIREMENT.JOB.eq(job), RETIREMENT.STATUS.eq(BEGUN))
                .orderBy(RETIREMENT.STARTED_AT)
                .fetch(row -> new Unfinished(row.getRetirementId(), row.getPlan()));
    }

    /** The retired sources of a job, by name. */
    public List<Retired> retired(String job) {
        return sql.select(RETIRED_SOURCE.SOURCE, RETIREMENT.STARTED_AT, RETIREMENT.STATUS)
                .from(RETIRED_SOURCE)
                .join(RETIREMENT)
                .on(RETIREMENT.RETIREMENT_ID.eq(RETIRED_SOURCE.RETIREMENT_ID))
                .where(RETIRED_SOURCE.JOB.eq(job))
                .orderBy(RETIRED_SOURCE.SOURCE)
                .fetch(row -> new Retired(row.value1(), row.value2(), DONE.equals(row.value3())));
    }
}
