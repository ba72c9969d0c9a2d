package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.POLICY_SIGN_OFF;

import io.crumbless.warehouse.ledger.schema.tables.records.PolicySignOffRecord;
import io.crumbless.warehouse.signature.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Who signed off which policy, and when. Entries are only added; the state of the table is signed. */
public final class PolicySignOffs {
    private final DSLContext sql;
    private final Signing signing;

    PolicySignOffs(DSLContext sql, Signing signing) {
        this.sql = sql;
        this.signing = signing;
    }

    /**
     * One sign-off.
     *
     * @param oldVersion policy that it was compared with; the same as the new one if it was reviewed on its own
     * @param newVersion of the policy that is signed off, see {@code Policy.version()}
     * @param by name of the person who signs off, as entered
     * @param recordedBy the account
     * @param note null if there is none
     */
    public record SignOff(
            String oldVersion,
            String newVersion,
            String by,
            Instant at,
            String recordedBy,
            @Nullable String note) {}

    /** Records a sign-off. */
    public void add(SignOff signOff) {
        SigningKey key = signing.key();
        sql.transaction(
                transaction -> signing.change(transaction.dsl(), ProtectedTable.POLICY_SIGN_OFFS, key, () -> transaction
                        .dsl()
                        .insertInto(POLICY_SIGN_OFF)
                        .set(POLICY_SIGN_OFF.OLD_VERSION, signOff.oldVersion())
                        .set(POLICY_SIGN_OFF.NEW_VERSION, signOff.newVersion())
                        .set(POLICY_SIGN_OFF.SIGNED_BY, signOff.by())
                        .set(POLICY_SIGN_OFF.SIGNED_AT, signOff.at().truncatedTo(ChronoUnit.MICROS))
                        .set(POLICY_SIGN_OFF.RECORDED_BY, signOff.recordedBy())
                        .set(POLICY_SIGN_OFF.NOTE, signOff.note())
                        .execute()));
    }

    /** All sign-offs, the last first. */
    public List<SignOff> all() {
        return sql.selectFrom(POLICY_SIGN_OFF)
                .orderBy(POLICY_SIGN_OFF.SIGN_OFF_NO.desc())
                .fetch(PolicySignOffs::of);
    }

    /** The last sign-off of a policy; empty if there is none, or if the table was tampered with. */
    public Optional<SignOff> of(String version) {
        return isSound()
                ? sql.selectFrom(POLICY_SIGN_OFF)
                        .where(POLICY_SIGN_OFF.NEW_VERSION.eq(version))
                        .orderBy(POLICY_SIGN_OFF.SIGN_OFF_NO.desc())
                        .limit(1)
                        .fetchOptional(PolicySignOffs::of)
                : Optional.empty();
    }

    /** Whether the table is unchanged since it was signed. */
    public boolean isSound() {
        return signing.isSound(ProtectedTable.POLICY_SIGN_OFFS);
    }

    private static SignOff of(PolicySignOffRecord row) {
        return new SignOff(
                row.getOldVersion(),
                row.getNewVersion(),
                row.getSignedBy(),
                row.getSignedAt(),
                row.getRecordedBy(),
                row.getNote());
    }
}
