package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.ACCESS_LOG;
import static io.crumbless.warehouse.ledger.schema.Tables.ACCESS_LOG_HEAD;

import io.crumbless.warehouse.ledger.schema.tables.records.AccessLogHeadRecord;
import io.crumbless.warehouse.ledger.schema.tables.records.AccessLogRecord;
import io.crumbless.warehouse.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Who looked up, erased or re-admitted people, or audited a snapshot, when and why. Each entry holds the hash of the
 * previous one, and the last one is signed, so that a changed or deleted entry is detected even if all hashes were
 * recomputed.
 */
public final class AccessLog {
    private static final int ROWS_AT_ONCE = 1000;

    private final DSLContext sql;
    private final Signing signing;
    private final GroupCommit<Access, Long> appending = new GroupCommit<>(this::appended);

    AccessLog(DSLContext sql, Signing signing) {
        this.sql = sql;
        this.signing = signing;
    }

    /**
     * One use of a command.
     *
     * @param by the account that used it
     * @param command {@code explain}, {@code statement}, {@code erase}, {@code readmit}, {@code audit}
     * @param subjectHmac from {@link Tombstones#hmac}; empty where it concerns no single person
     * @param reason as the user stated it, may be empty
     */
    public record Access(Instant at, String by, String command, Optional<String> subjectHmac, Optional<String> reason) {
        public Access {
            at = at.truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** Adds an entry, which is on disk when this returns; returns its number. */
    public long append(Access access) {
        return appending.add(access);
    }

    private List<Long> appended(List<Access> accesses) {
        SigningKey key = signing.key();
        // Serialised within a process, because threads that wait for the lock of the database give up after two
        // seconds.
        synchronized (signing) {
            return changing(key, inside -> appendTo(inside, accesses));
        }
    }

    /**
     * Adds entries that were written elsewhere, all or none. One that is there already is not added again.
     *
     * @return the entries that were added
     */
    Set<Access> appendMissing(Set<Access> accesses) {
        Set<Access> missing = new LinkedHashSet<>(accesses);
        if (missing.isEmpty()) {
            return missing;
        }
        SigningKey key = signing.key();
        synchronized (signing) {
            return changing(key, inside -> {
                missing.removeAll(since(
                        inside,
                        Collections.min(accesses, Comparator.comparing(Access::at))
                                .at()));
                appendTo(inside, missing);
                return missing;
            });
        }
    }

    private static Set<Access> since(DSLContext sql, Instant first) {
        return new HashSet<>(sql.selectFrom(ACCESS_LOG)
                .where(ACCESS_LOG.ACCESSED_AT.ge(first))
                .fetch(AccessLog::access));
    }

    private <T> T changing(SigningKey key, Function<DSLContext, T> work) {
        return sql.transactionResult(transaction -> {
            DSLContext inside = transaction.dsl();
            // The first entry of the chain never changes; its row is locked while entries are appended.
            inside.selectFrom(ACCESS_LOG)
                    .where(ACCESS_LOG.SEQ.eq(0L))
                    .forUpdate()
                    .execute();
            return signing.change(inside, ProtectedTable.ACCESS_LOG_CHAIN, key, () -> work.apply(inside));
        });
    }

    /** Returns their numbers. */
    private static List<Long> appendTo(DSLContext sql, Collection<Access> accesses) {
        AccessLogRecord last = sql.selectFrom(ACCESS_LOG)
                .orderBy(ACCESS_LOG.SEQ.desc())
                .limit(1)
                .fetchSingle();
        List<AccessLogRecord> entries = new ArrayList<>();
        AccessLogRecord before = last;
        for (Access access : accesses) {
            before = entry(sql, access, before);
            entries.add(before);
        }
        sql.batchInsert(entries).execute();
        // If the last entry does not match the signed head, somebody has tampered with it; that is left for an audit to
        // find.
        sql.update(ACCESS_LOG_HEAD)
                .set(ACCESS_LOG_HEAD.SEQ, before.getSeq())
                .set(ACCESS_LOG_HEAD.HASH, before.getHash())
                .where(ACCESS_LOG_HEAD.SEQ.eq(last.getSeq()), ACCESS_LOG_HEAD.HASH.eq(last.getHash()))
                .execute();
        return entries.stream().map(AccessLogRecord::getSeq).toList();
    }

    private static AccessLogRecord entry(DSLContext sql, Access access, AccessLogRecord before) {
        AccessLogRecord entry = sql.newRecord(ACCESS_LOG);
        entry.setSeq(before.getSeq() + 1);
        entry.setAccessedAt(access.at());
        entry.setAccessedBy(access.by());
        entry.setCommand(access.command());
        entry.setSubjectHmac(access.subjectHmac().orElse(null));
        entry.setReason(access.reason().orElse(null));
        entry.setPrevHash(before.getHash());
        entry.setHash(hash(entry));
        return entry;
    }

    /** The newest entries first. */
    public List<Access> latest(int limit) {
        return sql.selectFrom(ACCESS_LOG)
                .where(ACCESS_LOG.SEQ.gt(0L))
                .orderBy(ACCESS_LOG.SEQ.desc())
                .limit(limit)
                .fetch(AccessLog::access);
    }

    /**
     * The entries about one person, the oldest first.
     *
     * @param subjectHmacs all hashes under which the person may stand, from {@link Tombstones#hmacs}
     */
    public List<Access> about(Collection<String> subjectHmacs) {
        return sql.selectFrom(ACCESS_LOG)
                .where(ACCESS_LOG.SUBJECT_HMAC.in(subjectHmacs))
                .orderBy(ACCESS_LOG.SEQ)
                .fetch(AccessLog::access);
    }

    private static Access access(AccessLogRecord row) {
        return new Access(
                row.getAccessedAt(),
                row.getAccessedBy(),
                row.getCommand(),
                Optional.ofNullable(row.getSubjectHmac()),
                Optional.ofNullable(row.getReason()));
    }

    /** Whether there is an entry with this command and reason. */
    boolean holds(String command, String reason) {
        return sql.fetchExists(ACCESS_LOG, ACCESS_LOG.COMMAND.eq(command), ACCESS_LOG.REASON.eq(reason));
    }

    /** How many entries there are. */
    public long size() {
        return sql.fetchCount(ACCESS_LOG, ACCESS_LOG.SEQ.gt(0L));
    }

    /**
     * The number of the first entry that was changed, does not follow on the one before it, or is missing. Entries
     * missing at the end are detected by the signed head, which is stored separately.
     */
    public OptionalLong firstBroken() {
        // PostgreSQL returns rows in chunks only inside a transaction.
        return sql.transactionResult(transaction -> firstBroken(transaction.dsl()));
    }

    /** Whether the last entry is the one that was signed; true if nothing was ever signed. */
    public boolean endsAsSigned() {
        return signing.isSound(ProtectedTable.ACCESS_LOG_CHAIN);
    }

    private static OptionalLong firstBroken(DSLContext sql) {
        // One statement, because an entry may be added between two.
        try (Cursor<Record> rows = sql.select()
                .from(ACCESS_LOG)
                .leftJoin(ACCESS_LOG_HEAD)
                .on(DSL.trueCondition())
                .orderBy(ACCESS_LOG.SEQ)
                .fetchSize(ROWS_AT_ONCE)
                .fetchLazy()) {
            long expected = 0;
            @Nullable String previous = null;
            @Nullable AccessLogHeadRecord head = null;
            for (Record both : rows) {
                AccessLogRecord row = both.into(ACCESS_LOG);
                head = both.into(ACCESS_LOG_HEAD);
                boolean whole = previous == null
                        ? row.getSeq() == 0
                        : row.getSeq() == expected
                                && previous.equals(row.getPrevHash())
                                && row.getHash().equals(hash(row));
                if (!whole) {
                    return OptionalLong.of(expected);
                }
                previous = row.getHash();
                expected++;
            }
            boolean ended = head != null
                    && Objects.equals(head.getSeq(), expected - 1)
                    && Objects.equals(head.getHash(), previous);
            return ended ? OptionalLong.empty() : OptionalLong.of(expected);
        }
    }

    private static String hash(AccessLogRecord entry) {
        StringBuilder text = new StringBuilder();
        add(text, entry.getPrevHash());
        add(text, String.valueOf(entry.getSeq()));
        add(text, entry.getAccessedAt().toString());
        add(text, entry.getAccessedBy());
        add(text, entry.getCommand());
        add(text, entry.getSubjectHmac());
        add(text, entry.getReason());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Prefixed with its length, so that different entries never serialise alike. */
    private static void add(StringBuilder text, @Nullable String field) {
        text.append(field == null ? "-" : field.length() + ":" + field).append('\n');
    }
}
