package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.ERASURE_KEY;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jooq.DSLContext;

/** The fingerprints of erasure keys in the control database, against which {@link ErasureKey} is checked. */
final class KeyFingerprints {
    private KeyFingerprints() {}

    static boolean areThere(DSLContext sql) {
        return sql.fetchExists(ERASURE_KEY);
    }

    static Set<String> known(DSLContext sql) {
        return Set.copyOf(sql.select(ERASURE_KEY.FINGERPRINT).from(ERASURE_KEY).fetch(ERASURE_KEY.FINGERPRINT));
    }

    static void remember(String fingerprint, DSLContext sql) {
        sql.insertInto(ERASURE_KEY)
                .set(ERASURE_KEY.FINGERPRINT, fingerprint)
                .set(ERASURE_KEY.CREATED_AT, Instant.now().truncatedTo(ChronoUnit.MICROS))
                .onConflictDoNothing()
                .execute();
    }
}
