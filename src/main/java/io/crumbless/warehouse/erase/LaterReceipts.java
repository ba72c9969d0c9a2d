package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Quantity;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasureLedger;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * Receipts of erasures that the control database does not know. This happens when the database and the warehouse were restored from a
 * backup that is older than these erasures, while the control folder was not. A receipt identifies people by the same hashes as a
 * tombstone, so their erasure can be repeated without another request.
 */
record LaterReceipts(Warehouse warehouse, ControlDatabase control) {
    private static final String ENDING = ".json";
    private static final int MOST_NAMED = 5;

    /** Files in the folder of the receipts that the control database does not know. */
    private record Unknown(List<ErasureLedger.Proven> proven, List<String> unsealed) {}

    /** The ids of these erasures; changes nothing. */
    List<String> ids() {
        return unknown().proven().stream().map(ErasureLedger.Proven::erasureId).toList();
    }

    /**
     * Records these erasures in the control database, so that their people are erased again. A file that is not sealed with the
     * erasure key of this installation erases nobody; {@code crumbless audit} reports it in detail.
     *
     * @return one notice for the repeated erasures and one for unsealed files; empty if there are none
     */
    List<String> takeOver(Instant now) {
        Unknown unknown = unknown();
        if (!unknown.proven().isEmpty()) {
            control.erasures().takeOver(unknown.proven(), control.tombstones(), now);
        }
        return notices(folder(), unknown.proven(), unknown.unsealed());
    }

    private Location folder() {
        return Location.of(new Receipts(control).folder());
    }

    private Unknown unknown() {
        Storage storage = Storage.of(folder());
        Unknown unknown = new Unknown(new ArrayList<>(), new ArrayList<>());
        if (!storage.exists(folder())) {
            return unknown;
        }
        // Listed before the ids are read: an erasure is recorded in the database before its receipt is written.
        List<Location> all = storage.list(folder()).stream()
                .map(FileEntry::location)
                .filter(file -> file.name().endsWith(ENDING))
                .toList();
        Set<String> known = control.erasures().ids();
        for (Location file : all) {
            String id = file.name().substring(0, file.name().length() - ENDING.length());
            if (!known.contains(id)) {
                proven(file, id).ifPresentOrElse(unknown.proven()::add, () -> unknown.unsealed()
                        .add(id));
            }
        }
        return unknown;
    }

    private static List<String> notices(Location folder, List<ErasureLedger.Proven> proven, List<String> unsealed) {
        List<String> notices = new ArrayList<>();
        if (!proven.isEmpty()) {
            notices.add(
                    Quantity.of(proven.size(), "erasure") + " that the control database does not know "
                            + (proven.size() == 1 ? "was" : "were") + " repeated from the receipts in " + folder + " ("
                            + named(proven.stream()
                                    .map(ErasureLedger.Proven::erasureId)
                                    .toList())
                            + "): it is new or was restored from an older backup; re-admit again whoever was re-admitted since then");
        }
        if (!unsealed.isEmpty()) {
            notices.add(Quantity.of(unsealed.size(), "file") + " in " + folder + " (" + named(unsealed) + ") "
                    + (unsealed.size() == 1 ? "is" : "are")
                    + " not known to the control database, and not sealed with its erasure key, so nobody was erased"
                    + " again; see 'crumbless audit'");
        }
        return notices;
    }

    private static String named(List<String> ids) {
        String first = ids.stream().sorted().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return ids.size() > MOST_NAMED ? first + " and " + (ids.size() - MOST_NAMED) + " more" : first;
    }

    private Optional<ErasureLedger.Proven> proven(Location file, String id) {
        byte[] bytes = Storage.of(file).readIfThere(file).orElse(new byte[0]);
        return receipt(bytes)
                .filter(receipt -> receipt.erasureId().equals(id))
                .map(receipt -> proven(receipt, Sha256.hex(bytes)));
    }

    private Optional<Receipt> receipt(byte[] bytes) {
        try {
            return Optional.ofNullable(ManifestFile.parse(new String(bytes, StandardCharsets.UTF_8), Receipt.class))
                    .filter(receipt -> receipt.seal() != null && isOurs(receipt));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private boolean isOurs(Receipt receipt) {
        // Creates no key: status asks too, and a new key has sealed nothing.
        return control.tombstonesIfAny()
                .flatMap(tombstones -> tombstones.sealed(receipt.key(), receipt.sealedText(), receipt.seal()))
                .orElse(false);
    }

    private ErasureLedger.Proven proven(Receipt receipt, String sha256) {
        return new ErasureLedger.Proven(
                receipt.erasureId(),
                warehouse.root().text(),
                new ErasureLedger.Begun(
                        Instant.parse(receipt.startedAt()), receipt.askedBy(), Optional.ofNullable(receipt.reason())),
                Instant.parse(receipt.endedAt()),
                receipt.people().stream().map(Receipt.Person::subjectHmac).collect(Collectors.toSet()),
                receipt.key(),
                (int) receipt.count(Receipt.Outcome.ERASED),
                receipt.rows(),
                sha256);
    }
}
