package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.CONTROL_IDENTITY;

import java.util.UUID;
import org.jooq.DSLContext;

/** The id of a control database, created on first use; copies of the database have the same id. */
final class ControlIdentity {
    private ControlIdentity() {}

    static String of(DSLContext sql) {
        return sql.select(CONTROL_IDENTITY.ID)
                .from(CONTROL_IDENTITY)
                .fetchOptional(CONTROL_IDENTITY.ID)
                .orElseGet(() -> {
                    sql.insertInto(CONTROL_IDENTITY)
                            .set(CONTROL_IDENTITY.ONE, 1)
                            .set(CONTROL_IDENTITY.ID, UUID.randomUUID().toString())
                            .onDuplicateKeyIgnore()
                            .execute();
                    return sql.select(CONTROL_IDENTITY.ID)
                            .from(CONTROL_IDENTITY)
                            .fetchSingle(CONTROL_IDENTITY.ID);
                });
    }
}
