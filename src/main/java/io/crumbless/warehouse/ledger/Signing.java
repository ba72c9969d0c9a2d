package io.crumbless.warehouse.ledger;

import static io.crumbless.warehouse.ledger.schema.Tables.ACCESS_LOG;
import static io.crumbless.warehouse.ledger.schema.Tables.SIGNED_TABLE;
import static io.crumbless.warehouse.ledger.schema.Tables.SIGNING_KEY;

import io.crumbless.process.Failure;
import io.crumbless.warehouse.ledger.schema.tables.records.SignedTableRecord;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.signature.SigningKey;
import io.crumbless.warehouse.signature.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The signing key of the installation, {@code signing.key} in the control folder, and the signed states of the
 * protected tables. The key is created when something is signed for the first time; from then on, a missing or invalid
 * signature means that somebody tampered with the table.
 *
 * <p>A table is signed again after a change only if its signature was valid before, so that tampering stays detectable.
 */
public final class Signing {
    /** Name of the key file in the control folder. */
    public static final String FILE = "signing.key";

    private final DSLContext sql;
    private final Path file;

    /**
     * The signed text and signature that were last created or found valid, by table: verifying a signature takes as
     * long as rendering a page.
     */
    private final Map<ProtectedTable, String> lastSound = new ConcurrentHashMap<>();

    private @Nullable SigningKey known;

    Signing(DSLContext sql, Path folder) {
        this.sql = sql;
        this.file = folder.resolve(FILE);
    }

    /**
     * The key, which is created if nothing was ever signed.
     *
     * @throws Failure environment if the key is lost, damaged, or not the one the control database was signed with
     */
    public synchronized SigningKey key() {
        Optional<SigningKey> key = keyIfAny();
        return key.isPresent() ? key.get() : begin();
    }

    /** As {@link #key()}; empty if nothing was ever signed. */
    public synchronized Optional<SigningKey> keyIfAny() {
        if (known == null) {
            Set<String> ids = ids(sql);
            if (!Files.exists(file) && ids.isEmpty()) {
                return Optional.empty();
            }
            SigningKey found = Files.exists(file) ? read(file) : finished(ids);
            if (!ids.isEmpty() && !ids.contains(found.inUse().id())) {
                throw new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot use " + file + ": it is not the key the control database was signed with; restore the"
                                + " right one from its backup, or see 'crumbless signing-key --help'");
            }
            if (ids.isEmpty()) {
                // A new database with an existing key: as long as it is empty, it is trusted.
                sql.transaction(transaction -> signIfEmpty(transaction.dsl(), found));
            }
            known = found;
        }
        return Optional.of(known);
    }

    /**
     * The key as in its file, while the control database cannot confirm that it is the right one; empty if there is
     * none.
     */
    synchronized Optional<SigningKey> keyUnasked() {
        if (known != null) {
            return Optional.of(known);
        }
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Completes a rotation that was killed between the commit and the move of the key. */
    private SigningKey finished(Set<String> ids) {
        Path aside = SecretFile.aside(file);
        if (Files.exists(aside)) {
            SigningKey key = read(aside);
            if (ids.contains(key.inUse().id())) {
                putInPlace();
                return key;
            }
        }
        throw new Failure(
                Failure.ErrorCategory.ENVIRONMENT,
                "Cannot read " + file + ": it does not exist, and the control database was signed with it; restore it"
                        + " from its backup, or copy it from the machine where it was made. Where it is lost,"
                        + " 'crumbless signing-key create' makes another, and that is recorded");
    }

    private SigningKey begin() {
        SigningKey fresh = SigningKey.create(List.of());
        boolean mine = sql.transactionResult(transaction -> {
            DSLContext inside = transaction.dsl();
            lock(inside);
            if (!ids(inside).isEmpty()) {
                return false;
            }
            writeAside(fresh);
            remember(inside, fresh);
            return true;
        });
        if (mine) {
            putInPlace();
            known = fresh;
            return fresh;
        }
        return keyIfAny().orElseThrow();
    }

    private void signIfEmpty(DSLContext inside, SigningKey key) {
        lock(inside);
        boolean empty = ids(inside).isEmpty()
                && EnumSet.allOf(ProtectedTable.class).stream()
                        .allMatch(table -> table.content(inside).entries() == 0);
        if (empty) {
            remember(inside, key);
        }
    }

    /**
     * Replaces the key by a new one; public keys of earlier ones are kept.
     *
     * @param followed receives the old and the new one before the new one is in use
     */
    public synchronized SigningKey rotate(BiConsumer<SigningKey, SigningKey> followed) {
        SigningKey old = key();
        SigningKey fresh = SigningKey.create(old.keys());
        followed.accept(old, fresh);
        Set<ProtectedTable> signed = EnumSet.allOf(ProtectedTable.class);
        signed.removeAll(unsound());
        return written(fresh, signed);
    }

    /**
     * Creates a key in place of a lost one, and signs the tables as they are.
     *
     * @param candidates public keys that may be those used earlier; which ones is known by their ids
     * @throws Failure caller if there is a key
     */
    public synchronized SigningKey create(List<VerificationKey> candidates) {
        if (Files.exists(file)) {
            throw new Failure(
                    Failure.ErrorCategory.CALLER,
                    "Cannot create a signing key: " + file
                            + " is there; 'crumbless signing-key rotate' puts a new one in its place");
        }
        Set<String> ids = ids(sql);
        return ids.isEmpty()
                ? key()
                : written(
                        SigningKey.create(candidates.stream()
                                .filter(key -> ids.contains(key.id()))
                                .toList()),
                        EnumSet.allOf(ProtectedTable.class));
    }

    private SigningKey written(SigningKey fresh, Set<ProtectedTable> signed) {
        sql.transaction(transaction -> {
            DSLContext inside = transaction.dsl();
            lock(inside);
            writeAside(fresh);
            note(inside, fresh);
            signed.forEach(table -> sign(inside, table, fresh));
        });
        putInPlace();
        known = fresh;
        return fresh;
    }

    /** Signs all tables as they are: for an operator who adopts a warehouse, which is recorded. */
    public void signAsTheyAre(long revisionsAfter) {
        SigningKey key = key();
        sql.transaction(transaction -> {
            DSLContext inside = transaction.dsl();
            lock(inside);
            note(inside, key);
            for (ProtectedTable table : ProtectedTable.values()) {
                sign(inside, table, key, Math.max(revisionsAfter, revision(inside, table)) + 1);
            }
        });
    }

    /**
     * Changes a table inside a transaction, and signs it again.
     *
     * @param key from {@link #key()}, which may not be asked for inside of the transaction
     */
    <T> T change(DSLContext inside, ProtectedTable table, SigningKey key, Supplier<T> work) {
        Optional<SignedTableRecord> signed = signedState(inside, table);
        boolean sound = isSound(inside, table, signed, key.keyring());
        T result = work.get();
        if (sound) {
            sign(inside, table, key, signed.map(SignedTableRecord::getRevision).orElse(0L) + 1);
        }
        return result;
    }

    /** The tables whose signature is invalid; none if nothing was ever signed. */
    public Set<ProtectedTable> unsound() {
        Set<ProtectedTable> unsound = EnumSet.noneOf(ProtectedTable.class);
        keyIfAny()
                .ifPresent(key -> sql.transaction(transaction -> {
                    for (ProtectedTable table : ProtectedTable.values()) {
                        if (!isSound(transaction.dsl(), table, key.keyring())) {
                            unsound.add(table);
                        }
                    }
                }));
        return unsound;
    }

    /** Whether the signature of a table is valid; true if nothing was ever signed. */
    public boolean isSound(ProtectedTable table) {
        return keyIfAny()
                .map(key -> sql.transactionResult(transaction -> isSound(transaction.dsl(), table, key.keyring())))
                .orElse(true);
    }

    /** Whoever changes the table locks the row of its state. */
    private static Optional<SignedTableRecord> signedState(DSLContext inside, ProtectedTable table) {
        return inside.selectFrom(SIGNED_TABLE)
                .where(SIGNED_TABLE.NAME.eq(table.word()))
                .forUpdate()
                .fetchOptional();
    }

    private boolean isSound(DSLContext inside, ProtectedTable table, Keyring keys) {
        return isSound(inside, table, signedState(inside, table), keys);
    }

    private boolean isSound(DSLContext inside, ProtectedTable table, Optional<SignedTableRecord> signed, Keyring keys) {
        return signed.isPresent()
                ? isSigned(inside, table, signed.get(), keys)
                : table.mayBeUnsigned(table.content(inside));
    }

    private boolean isSigned(DSLContext inside, ProtectedTable table, SignedTableRecord row, Keyring keys) {
        TableState state = state(row);
        return holds(table, state, new DetachedSignature(row.getKeyId(), row.getSignature()), keys)
                && table.content(inside).equals(state.content());
    }

    private boolean holds(ProtectedTable table, TableState state, DetachedSignature signature, Keyring keys) {
        String both = both(state, signature);
        boolean holds = both.equals(lastSound.get(table)) || keys.holds(state.signedText(), signature);
        if (holds) {
            lastSound.put(table, both);
        }
        return holds;
    }

    private static String both(TableState state, DetachedSignature signature) {
        return state.signedText() + "\n" + signature.key() + "\n" + signature.value();
    }

    /** The signed states, in the order of the tables. */
    public List<TableState> states() {
        List<TableState> states = new ArrayList<>();
        for (ProtectedTable table : ProtectedTable.values()) {
            sql.selectFrom(SIGNED_TABLE)
                    .where(SIGNED_TABLE.NAME.eq(table.word()))
                    .fetchOptional(Signing::state)
                    .ifPresent(states::add);
        }
        return states;
    }

    /** The chain of a table after so many entries; empty if there are fewer, or it has no chain. */
    public String chainAt(ProtectedTable table, long entries) {
        return sql.transactionResult(transaction -> table.chainAt(transaction.dsl(), entries));
    }

    private static TableState state(SignedTableRecord row) {
        return new TableState(
                row.getName(),
                row.getRevision(),
                new TableState.Content(row.getEntries(), row.getChain(), row.getContent()));
    }

    private void remember(DSLContext inside, SigningKey key) {
        note(inside, key);
        for (ProtectedTable table : ProtectedTable.values()) {
            sign(inside, table, key);
        }
    }

    private static void note(DSLContext inside, SigningKey key) {
        inside.insertInto(SIGNING_KEY)
                .set(SIGNING_KEY.KEY_ID, key.inUse().id())
                .set(SIGNING_KEY.CREATED_AT, Instant.now().truncatedTo(ChronoUnit.MICROS))
                .onConflictDoNothing()
                .execute();
    }

    private void sign(DSLContext inside, ProtectedTable table, SigningKey key) {
        sign(inside, table, key, revision(inside, table) + 1);
    }

    private static long revision(DSLContext inside, ProtectedTable table) {
        return inside.select(SIGNED_TABLE.REVISION)
                .from(SIGNED_TABLE)
                .where(SIGNED_TABLE.NAME.eq(table.word()))
                .fetchOptional(SIGNED_TABLE.REVISION)
                .orElse(0L);
    }

    private void sign(DSLContext inside, ProtectedTable table, SigningKey key, long revision) {
        TableState state = new TableState(table.word(), revision, table.content(inside));
        DetachedSignature signature = key.sign(state.signedText());
        lastSound.put(table, both(state, signature));
        SignedTableRecord row = inside.newRecord(SIGNED_TABLE);
        row.setName(state.table());
        row.setRevision(state.revision());
        row.setEntries(state.content().entries());
        row.setChain(state.content().chain());
        row.setContent(state.content().sha256());
        row.setKeyId(signature.key());
        row.setSignature(signature.value());
        inside.insertInto(SIGNED_TABLE)
                .set(row)
                .onConflict(SIGNED_TABLE.NAME)
                .doUpdate()
                .set(row)
                .execute();
    }

    private static Set<String> ids(DSLContext inside) {
        return Set.copyOf(inside.select(SIGNING_KEY.KEY_ID).from(SIGNING_KEY).fetch(SIGNING_KEY.KEY_ID));
    }

    /** The first entry of the access log never changes; its row is locked while a key is created. */
    private static void lock(DSLContext inside) {
        inside.selectFrom(ACCESS_LOG).where(ACCESS_LOG.SEQ.eq(0L)).forUpdate().execute();
    }

    private void writeAside(SigningKey key) {
        try {
            SecretFile.writeAside(file, key.pem());
        } catch (IOException e) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot create " + file + ": " + Reasons.of(e), e);
        }
    }

    private void putInPlace() {
        try {
            SecretFile.putInPlace(file);
        } catch (IOException e) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot create " + file + ": " + Reasons.of(e), e);
        }
    }

    private static SigningKey read(Path file) {
        try {
            return SigningKey.ofPem(Files.readString(file));
        } catch (IOException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot read " + file + ": " + Reasons.of(e) + "; restore it from its backup",
                    e);
        } catch (IllegalArgumentException e) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Invalid " + file + ": " + e.getMessage() + "; restore it from its backup");
        }
    }
}
