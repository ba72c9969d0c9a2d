package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.RUN_ATTEMPT;

import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.RunAttempt.Published;
import io.crumbless.warehouse.ledger.RunAttempt.Status;
import io.crumbless.warehouse.ledger.schema.tables.records.RunAttemptRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Records every attempt to run a business date: when, how it ended, and who had to act. */
public final class RunLedger {
    private static final int LONGEST_MESSAGE = 4000;

    private final DSLContext sql;

    RunLedger(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Records the start of an attempt. The caller has the lock of the warehouse, so an attempt of the same job that is
     * still recorded as running has died: it is marked as abandoned.
     *
     * @return the attempt's number, for the other methods
     */
    public long start(String job, LocalDate businessDate, Instant at) {
        return sql.transactionResult(transaction -> {
            transaction
                    .dsl()
                    .update(RUN_ATTEMPT)
                    .set(RUN_ATTEMPT.STATUS, Status.ABANDONED.word())
                    .set(RUN_ATTEMPT.ENDED_AT, at)
                    .where(RUN_ATTEMPT.JOB.eq(job), RUN_ATTEMPT.STATUS.eq(Status.RUNNING.word()))
                    .execute();
            return transaction
                    .dsl()
                    .insertInto(RUN_ATTEMPT)
                    .set(RUN_ATTEMPT.JOB, job)
                    .set(RUN_ATTEMPT.BUSINESS_DATE, businessDate)
                    .set(RUN_ATTEMPT.STATUS, Status.RUNNING.word())
                    .set(RUN_ATTEMPT.STARTED_AT, at)
                    .returningResult(RUN_ATTEMPT.ID)
                    .fetchSingle()
                    .value1();
        });
    }

    /**
     * Records the folders in which an attempt works.
     *
     * @param warehouse as the job file names it
     * @param spill local folder of unfinished work
     */
    public void worksIn(long attempt, String warehouse, String spill) {
        sql.update(RUN_ATTEMPT)
                .set(RUN_ATTEMPT.WAREHOUSE, warehouse)
                .set(RUN_ATTEMPT.SPILL, spill)
                .where(RUN_ATTEMPT.ID.eq(attempt))
                .execute();
    }

    /** The spill folders of any job that ever worked on a warehouse; they may be on another machine, or deleted. */
    public List<String> spills(String warehouse) {
        return sql.selectDistinct(RUN_ATTEMPT.SPILL)
                .from(RUN_ATTEMPT)
                .where(RUN_ATTEMPT.WAREHOUSE.eq(warehouse), RUN_ATTEMPT.SPILL.isNotNull())
                .orderBy(RUN_ATTEMPT.SPILL)
                .fetch(RUN_ATTEMPT.SPILL);
    }

    /** Whether a run with this id was ever begun. */
    public boolean knows(String runId) {
        return sql.fetchExists(RUN_ATTEMPT, RUN_ATTEMPT.RUN_ID.eq(runId));
    }

    /** The one of these runs that was published last. */
    public Optional<String> lastPublished(Collection<String> runIds) {
        return sql.select(RUN_ATTEMPT.RUN_ID)
                .from(RUN_ATTEMPT)
                .where(
                        RUN_ATTEMPT.RUN_ID.in(runIds),
                        RUN_ATTEMPT.STATUS.in(Status.PUBLISHED.word(), Status.ALREADY_PUBLISHED.word()))
                .orderBy(RUN_ATTEMPT.ID.desc())
                .limit(1)
                .fetchOptional(RUN_ATTEMPT.RUN_ID);
    }

    /** Records the run id of an attempt, once its inputs are known. */
    public void identify(long attempt, String runId) {
        sql.update(RUN_ATTEMPT)
                .set(RUN_ATTEMPT.RUN_ID, runId)
                .where(RUN_ATTEMPT.ID.eq(attempt))
                .execute();
    }

    /** @param status {@code PUBLISHED} or {@code ALREADY_PUBLISHED} */
    public void succeed(long attempt, Status status, Published published, Instant at) {
        sql.update(RUN_ATTEMPT)
                .set(RUN_ATTEMPT.STATUS, status.word())
                .set(RUN_ATTEMPT.RUN_ID, published.runId())
                .set(RUN_ATTEMPT.SNAPSHOT, published.snapshot())
                .set(RUN_ATTEMPT.RECORDS_READ, published.recordsRead())
                .set(RUN_ATTEMPT.PROFILES, published.profiles())
                .set(RUN_ATTEMPT.CONTACT_MOMENTS, published.contactMoments())
                .set(RUN_ATTEMPT.EXIT_CODE, 0)
                .set(RUN_ATTEMPT.ENDED_AT, at)
                .where(RUN_ATTEMPT.ID.eq(attempt))
                .execute();
    }

    /** @param status {@code FAILED} or {@code STOPPED} */
    public void fail(long attempt, Status status, Failure failure, Instant at) {
        sql.update(RUN_ATTEMPT)
                .set(RUN_ATTEMPT.STATUS, status.word())
                .set(RUN_ATTEMPT.EXIT_CODE, failure.category().exitCode())
                .set(RUN_ATTEMPT.MESSAGE, shortened(String.valueOf(failure.getMessage())))
                .set(RUN_ATTEMPT.ENDED_AT, at)
                .where(RUN_ATTEMPT.ID.eq(attempt))
                .execute();
    }

    /** The attempts of a job, newest first. */
    public List<RunAttempt> history(String job, int limit) {
        return sql.selectFrom(RUN_ATTEMPT)
                .where(RUN_ATTEMPT.JOB.eq(job))
                .orderBy(RUN_ATTEMPT.ID.desc())
                .limit(limit)
                .fetch(RunLedger::attempt);
    }

    /** The latest attempt of a job. */
    public Optional<RunAttempt> latest(String job) {
        return history(job, 1).stream().findFirst();
    }

    /** The latest business date of a job that was published. */
    public Optional<LocalDate> latestPublishedDate(String job) {
        return sql.select(RUN_ATTEMPT.BUSINESS_DATE)
                .from(RUN_ATTEMPT)
                .where(
                        RUN_ATTEMPT.JOB.eq(job),
                        RUN_ATTEMPT.STATUS.in(Status.PUBLISHED.word(), Status.ALREADY_PUBLISHED.word()))
                .orderBy(RUN_ATTEMPT.BUSINESS_DATE.desc())
                .limit(1)
                .fetchOptional(RUN_ATTEMPT.BUSINESS_DATE);
    }

    /** How many attempts of a job ended in each way; running attempts are not counted. */
    public Map<Status, Integer> ended(String job) {
        return sql.select(RUN_ATTEMPT.STATUS, DSL.count())
                .from(RUN_ATTEMPT)
                .where(RUN_ATTEMPT.JOB.eq(job), RUN_ATTEMPT.STATUS.ne(Status.RUNNING.word()))
                .groupBy(RUN_ATTEMPT.STATUS)
                .fetchMap(row -> Status.of(row.value1()), row -> row.value2());
    }

    /** When an attempt of a job last published, or found published. */
    public Optional<Instant> lastSuccess(String job) {
        return latestEnd(RUN_ATTEMPT
                .JOB
                .eq(job)
                .and(RUN_ATTEMPT.STATUS.in(Status.PUBLISHED.word(), Status.ALREADY_PUBLISHED.word())));
    }

    /** When a run was published. */
    public Optional<Instant> publishedAt(String runId) {
        return latestEnd(RUN_ATTEMPT.RUN_ID.eq(runId).and(RUN_ATTEMPT.STATUS.eq(Status.PUBLISHED.word())));
    }

    /**
     * The time during which the attempt that published a run was running.
     *
     * @param to when it was published
     */
    public record Span(Instant from, Instant to) {}

    /** For the last attempt that published a run; empty if none did. */
    public Optional<Span> publishedWithin(String runId) {
        return sql.select(RUN_ATTEMPT.STARTED_AT, RUN_ATTEMPT.ENDED_AT)
                .from(RUN_ATTEMPT)
                .where(RUN_ATTEMPT.RUN_ID.eq(runId), RUN_ATTEMPT.STATUS.eq(Status.PUBLISHED.word()))
                .orderBy(RUN_ATTEMPT.ID.desc())
                .limit(1)
                .fetchOptional(row -> new Span(row.value1(), row.value2()));
    }

    private Optional<Instant> latestEnd(Condition wanted) {
        return sql.select(DSL.max(RUN_ATTEMPT.ENDED_AT))
                .from(RUN_ATTEMPT)
                .where(wanted)
                .fetchOptional(DSL.max(RUN_ATTEMPT.ENDED_AT));
    }

    private static RunAttempt attempt(RunAttemptRecord row) {
        return new RunAttempt(
                row.getId(),
                row.getJob(),
                row.getBusinessDate(),
                Optional.ofNullable(row.getRunId()),
                Status.of(row.getStatus()),
                row.getStartedAt(),
                Optional.ofNullable(row.getEndedAt()),
                row.getExitCode() == null ? OptionalInt.empty() : OptionalInt.of(row.getExitCode()),
                row.getMessage() == null ? "" : row.getMessage(),
                published(row));
    }

    private static Optional<Published> published(RunAttemptRecord row) {
        return row.getSnapshot() == null
                ? Optional.empty()
                : Optional.of(new Published(
                        row.getRunId(),
                        row.getSnapshot(),
                        row.getRecordsRead(),
                        row.getProfiles(),
                        row.getContactMoments()));
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }
}
