package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.WAREHOUSE_LOCK;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The locks on warehouses, one row each. Every method is one statement that commits by itself, so a pooler may send
 * each to another session; times are those of the database, so clocks of machines need not agree.
 */
final class LockTable implements AutoCloseable {
    private final DSLContext sql;
    private final Duration lease;
    private final @Nullable HikariDataSource own;

    /**
     * @param lease how long a lock is held without being renewed
     * @param own connections to close with it; null if they belong to somebody else
     */
    LockTable(DSLContext sql, Duration lease, @Nullable HikariDataSource own) {
        this.sql = sql;
        this.lease = lease;
        this.own = own;
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    /**
     * The state of a lock.
     *
     * @param holder null if it is free
     * @param ended whether the lease has expired
     */
    record Row(long fence, @Nullable LockHolder holder, Instant leasedUntil, boolean ended) {
        /** The holder, if it appears to be alive; for a process on another machine only the lease is known. */
        Optional<LockHolder> living() {
            return Optional.ofNullable(holder)
                    .filter(process -> !ended)
                    .filter(process -> process.isThisProcess() || !process.isOfThisSystem() || process.lives());
        }
    }

    /** The lock on a warehouse, created if there is none. */
    Row find(String warehouse) {
        return row(warehouse).orElseGet(() -> {
            sql.insertInto(WAREHOUSE_LOCK)
                    .set(WAREHOUSE_LOCK.WAREHOUSE_ID, warehouse)
                    .set(WAREHOUSE_LOCK.FENCE, 0L)
                    .set(WAREHOUSE_LOCK.LEASED_UNTIL, now())
                    .onDuplicateKeyIgnore()
                    .execute();
            return row(warehouse).orElseThrow();
        });
    }

    /** The lock on a warehouse, if there ever was one. */
    Optional<Row> row(String warehouse) {
        Field<Boolean> ended = DSL.field(WAREHOUSE_LOCK.LEASED_UNTIL.lt(now()));
        return sql.select(WAREHOUSE_LOCK.asterisk(), ended.as("ended"))
                .from(WAREHOUSE_LOCK)
                .where(WAREHOUSE_LOCK.WAREHOUSE_ID.eq(warehouse))
                .fetchOptional(row -> new Row(
                        row.get(WAREHOUSE_LOCK.FENCE),
                        holder(row),
                        row.get(WAREHOUSE_LOCK.LEASED_UNTIL),
                        row.get("ended", Boolean.class)));
    }

    private static @Nullable LockHolder holder(Record row) {
        return row.get(WAREHOUSE_LOCK.HOLDER) == null
                ? null
                : new LockHolder(
                        row.get(WAREHOUSE_LOCK.HOLDER),
                        row.get(WAREHOUSE_LOCK.HOST),
                        row.get(WAREHOUSE_LOCK.SYSTEM_ID),
                        row.get(WAREHOUSE_LOCK.PID),
                        row.get(WAREHOUSE_LOCK.PROCESS_STARTED));
    }

    /**
     * Takes a lock if it is unchanged since it was read.
     *
     * @return its fencing number; empty if another process was faster
     */
    Optional<Long> take(String warehouse, Row found, LockHolder holder) {
        int taken = sql.update(WAREHOUSE_LOCK)
                .set(WAREHOUSE_LOCK.FENCE, found.fence + 1)
                .set(WAREHOUSE_LOCK.LEASED_UNTIL, leaseEnd())
                .set(WAREHOUSE_LOCK.HOLDER, holder.process())
                .set(WAREHOUSE_LOCK.HOST, holder.host())
                .set(WAREHOUSE_LOCK.SYSTEM_ID, holder.systemId())
                .set(WAREHOUSE_LOCK.PID, holder.pid())
                .set(WAREHOUSE_LOCK.PROCESS_STARTED, holder.started())
                .where(WAREHOUSE_LOCK.WAREHOUSE_ID.eq(warehouse), WAREHOUSE_LOCK.FENCE.eq(found.fence))
                .execute();
        return taken == 1 ? Optional.of(found.fence + 1) : Optional.empty();
    }

    /** @return false if another process has taken it */
    boolean renew(String warehouse, long fence) {
        return sql.update(WAREHOUSE_LOCK)
                        .set(WAREHOUSE_LOCK.LEASED_UNTIL, leaseEnd())
                        .where(WAREHOUSE_LOCK.WAREHOUSE_ID.eq(warehouse), WAREHOUSE_LOCK.FENCE.eq(fence))
                        .execute()
                == 1;
    }

    void release(String warehouse, long fence) {
        sql.update(WAREHOUSE_LOCK)
                .setNull(WAREHOUSE_LOCK.HOLDER)
                .set(WAREHOUSE_LOCK.LEASED_UNTIL, now())
                .where(WAREHOUSE_LOCK.WAREHOUSE_ID.eq(warehouse), WAREHOUSE_LOCK.FENCE.eq(fence))
                .execute();
    }

    private static Field<Instant> now() {
        return DSL.field("CURRENT_TIMESTAMP", WAREHOUSE_LOCK.LEASED_UNTIL.getDataType());
    }

    private Field<Instant> leaseEnd() {
        return DSL.field(
                "CURRENT_TIMESTAMP + INTERVAL '" + lease.toSeconds() + "' SECOND",
                WAREHOUSE_LOCK.LEASED_UNTIL.getDataType());
    }
}
