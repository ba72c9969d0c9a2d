package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * Receipts of erasures that the control database does not know: it was restored from a backup that is older than they are, together with
 * its warehouse, while the control folder was not. A receipt names people by the hashes that make a tombstone, so nobody has to ask
 * again to be erased.
 */
record LaterReceipts(ErasureContext context) {
    private static final String ENDING = ".json";

    /** Has the database know them, and erases their people again. A file that is no receipt of ours is left to the audit. */
    void takeOver() {
        Location folder = Location.of(context.receipts().folder());
        Storage storage = Storage.of(folder);
        if (!storage.exists(folder)) {
            return;
        }
        Set<String> known = context.control().erasures().ids();
        storage.list(folder).stream()
                .map(FileEntry::location)
                .filter(file -> file.name().endsWith(ENDING)
                        && !known.contains(file.name().replace(ENDING, "")))
                .forEach(this::takeOver);
    }

    private void takeOver(Location file) {
        byte[] bytes = Storage.of(file).readIfThere(file).orElseThrow();
        receipt(bytes)
                .filter(receipt -> file.name().equals(receipt.erasureId() + ENDING))
                .ifPresent(receipt -> takeOver(receipt, Sha256.hex(bytes)));
    }

    private Optional<Receipt> receipt(byte[] bytes) {
        try {
            Receipt receipt = ManifestFile.parse(new String(bytes, StandardCharsets.UTF_8), Receipt.class);
            return context.control()
                    .tombstones()
                    .sealed(receipt.key(), receipt.sealedText(), receipt.seal())
                    .filter(isOurs -> isOurs)
                    .map(isOurs -> receipt);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private void takeOver(Receipt receipt, String sha256) {
        Tombstones tombstones = context.control().tombstones();
        context.control()
                .erasures()
                .takeOver(
                        new ErasureLedger.Proven(
                                receipt.erasureId(),
                                context.warehouse().root().text(),
                                new ErasureLedger.Begun(
                                        Instant.parse(receipt.startedAt()),
                                        receipt.askedBy(),
                                        Optional.ofNullable(receipt.reason())),
                                Instant.parse(receipt.endedAt()),
                                receipt.people().stream()
                                        .map(Receipt.Person::subjectHmac)
                                        .collect(Collectors.toSet()),
                                receipt.key(),
                                (int) receipt.count(Receipt.Outcome.ERASED),
                                receipt.rows(),
                                sha256),
                        tombstones,
                        context.now());
    }
}
