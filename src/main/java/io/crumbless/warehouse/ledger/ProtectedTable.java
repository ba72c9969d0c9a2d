package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.ACCESS_LOG;
import static io.crumbless.warehouse.ledger.schema.Tables.ERASURE;
import static io.crumbless.warehouse.ledger.schema.Tables.ERASURE_PERSON;
import static io.crumbless.warehouse.ledger.schema.Tables.POLICY_SIGN_OFF;
import static io.crumbless.warehouse.ledger.schema.Tables.PRIVACY_REQUEST;
import static io.crumbless.warehouse.ledger.schema.Tables.PRIVACY_REQUEST_EVENT;
import static io.crumbless.warehouse.ledger.schema.Tables.PUBLISHED_MANIFEST;
import static io.crumbless.warehouse.ledger.schema.Tables.RETIRED_SOURCE;
import static io.crumbless.warehouse.ledger.schema.Tables.RETIREMENT;
import static io.crumbless.warehouse.ledger.schema.Tables.TOMBSTONE;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** Tables whose state is signed, and which of their columns are hashed. */
public enum ProtectedTable {
    /** Its own hash chain is signed: entries are added and never changed. */
    ACCESS_LOG_CHAIN("access_log") {
        @Override
        TableState.Content content(DSLContext sql) {
            return sql.selectFrom(ACCESS_LOG)
                    .orderBy(ACCESS_LOG.SEQ.desc())
                    .limit(1)
                    .fetchSingle(last -> new TableState.Content(last.getSeq(), last.getHash(), last.getHash()));
        }

        @Override
        String chainAt(DSLContext sql, long entries) {
            return sql.select(ACCESS_LOG.HASH)
                    .from(ACCESS_LOG)
                    .where(ACCESS_LOG.SEQ.eq(entries))
                    .fetchOptional(ACCESS_LOG.HASH)
                    .orElse("");
        }
    },
    /** A tombstone is never deleted; a person may be re-admitted. */
    TOMBSTONES("tombstone") {
        @Override
        TableState.Content content(DSLContext sql) {
            return hash(sql, OptionalLong.empty());
        }

        @Override
        String chainAt(DSLContext sql, long entries) {
            TableState.Content first = hash(sql, OptionalLong.of(entries));
            return first.entries() == entries ? first.chain() : "";
        }

        private TableState.Content hash(DSLContext sql, OptionalLong entries) {
            TableHash hash = new TableHash();
            List<Field<?>> fields = List.of(
                    TOMBSTONE.SUBJECT_HMAC,
                    TOMBSTONE.FIRST_REQUESTED_AT,
                    TOMBSTONE.REQUESTED_AT,
                    TOMBSTONE.RUN_ID,
                    TOMBSTONE.REASON,
                    TOMBSTONE.RECORDED_AT,
                    TOMBSTONE.KEY_FINGERPRINT,
                    TOMBSTONE.READMITTED_AT,
                    TOMBSTONE.READMITTED_BY,
                    TOMBSTONE.READMISSION_REASON);
            try (Cursor<Record> rows = sql.select(fields)
                    .from(TOMBSTONE)
                    .orderBy(TOMBSTONE.ADDED_NO)
                    .limit(entries.orElse(Long.MAX_VALUE))
                    .fetchSize(ROWS_AT_ONCE)
                    .fetchLazy()) {
                for (Record row : rows) {
                    hash.add(row, row.get(TOMBSTONE.SUBJECT_HMAC));
                }
            }
            return hash.content();
        }
    },
    ERASURES("erasure") {
        @Override
        TableState.Content content(DSLContext sql) {
            TableHash hash = new TableHash();
            sql.select(ERASURE.fields())
                    .from(ERASURE)
                    .orderBy(ERASURE.ERASURE_ID)
                    .forEach(hash::add);
            sql.select(ERASURE_PERSON.fields())
                    .from(ERASURE_PERSON)
                    .orderBy(ERASURE_PERSON.ERASURE_ID, ERASURE_PERSON.SUBJECT_HMAC)
                    .forEach(hash::addBeside);
            return hash.content();
        }
    },
    RETIREMENTS("retirement") {
        @Override
        TableState.Content content(DSLContext sql) {
            TableHash hash = new TableHash();
            sql.select(RETIREMENT.fields())
                    .from(RETIREMENT)
                    .orderBy(RETIREMENT.RETIREMENT_ID)
                    .forEach(hash::add);
            sql.select(RETIRED_SOURCE.fields())
                    .from(RETIRED_SOURCE)
                    .orderBy(RETIRED_SOURCE.JOB, RETIRED_SOURCE.SOURCE)
                    .forEach(hash::addBeside);
            return hash.content();
        }
    },
    MANIFESTS("published_manifest") {
        @Override
        TableState.Content content(DSLContext sql) {
            TableHash hash = new TableHash();
            sql.select(PUBLISHED_MANIFEST.fields())
                    .from(PUBLISHED_MANIFEST)
                    .orderBy(PUBLISHED_MANIFEST.ID)
                    .forEach(hash::add);
            return hash.content();
        }
    },
    /** Entries are added and never changed. */
    POLICY_SIGN_OFFS("policy_sign_off") {
        @Override
        TableState.Content content(DSLContext sql) {
            return hash(sql, OptionalLong.empty());
        }

        @Override
        String chainAt(DSLContext sql, long entries) {
            TableState.Content first = hash(sql, OptionalLong.of(entries));
            return first.entries() == entries ? first.chain() : "";
        }

        /** The table was added by a later version: a database that never used it has no signed state. */
        @Override
        boolean mayBeUnsigned(TableState.Content content) {
            return content.entries() == 0;
        }

        private TableState.Content hash(DSLContext sql, OptionalLong entries) {
            TableHash hash = new TableHash();
            sql.select(POLICY_SIGN_OFF.fields())
                    .from(POLICY_SIGN_OFF)
                    .orderBy(POLICY_SIGN_OFF.SIGN_OFF_NO)
                    .limit(entries.orElse(Long.MAX_VALUE))
                    .forEach(row -> hash.add(row, String.valueOf(row.get(POLICY_SIGN_OFF.SIGN_OFF_NO))));
            return hash.content();
        }
    },
    /**
     * A request is never changed; events are added to its history. The entries counted are the events of all histories.
     */
    REQUESTS("privacy_request") {
        @Override
        TableState.Content content(DSLContext sql) {
            TableHash hash = events(sql, OptionalLong.empty());
            sql.select(PRIVACY_REQUEST.fields())
                    .from(PRIVACY_REQUEST)
                    .orderBy(PRIVACY_REQUEST.REQUEST_NO)
                    .forEach(hash::addBeside);
            return hash.content();
        }

        @Override
        String chainAt(DSLContext sql, long entries) {
            TableState.Content first = events(sql, OptionalLong.of(entries)).content();
            return first.entries() == entries ? first.chain() : "";
        }

        /** The table was added by a later version: a database that never used it has no signed state. */
        @Override
        boolean mayBeUnsigned(TableState.Content content) {
            return content.entries() == 0;
        }

        private TableHash events(DSLContext sql, OptionalLong entries) {
            TableHash hash = new TableHash();
            sql.select(PRIVACY_REQUEST_EVENT.fields())
                    .from(PRIVACY_REQUEST_EVENT)
                    .orderBy(PRIVACY_REQUEST_EVENT.ADDED_NO)
                    .limit(entries.orElse(Long.MAX_VALUE))
                    .forEach(row -> hash.add(
                            row,
                            row.get(PRIVACY_REQUEST_EVENT.REQUEST_NO)
                                    + " " + row.get(PRIVACY_REQUEST_EVENT.EVENT_NO)
                                    + " " + row.get(PRIVACY_REQUEST_EVENT.STEP)));
            return hash;
        }
    };

    private static final int ROWS_AT_ONCE = 1000;

    private final String table;

    ProtectedTable(String table) {
        this.table = table;
    }

    /** Name of the table in the control database. */
    public String table() {
        return table;
    }

    /** For programs and messages: {@code access-log-chain}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The present content. */
    abstract TableState.Content content(DSLContext sql);

    /** Whether it is valid without a signed state. */
    boolean mayBeUnsigned(TableState.Content content) {
        return false;
    }

    /** The chain after so many entries; empty if there are fewer, or the table has no chain. */
    String chainAt(DSLContext sql, long entries) {
        return "";
    }
}
