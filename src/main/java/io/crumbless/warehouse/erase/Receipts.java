package io.crumbless.warehouse.erase;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.erase.Finder.FoundSnapshot;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.signature.Keyring;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Seals, signs and stores receipts of erasures, beside the control database. */
public record Receipts(ControlDatabase control) {
    /** The file of an erasure's receipt. */
    public Path file(String erasureId) {
        return folder().resolve(erasureId + ".json");
    }

    /**
     * The receipt of an erasure; empty if there is none in the folder.
     *
     * @throws Failure environment if it cannot be read
     */
    public Optional<Receipt> read(String erasureId) {
        Path file = file(erasureId);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(ManifestFile.parse(Files.readString(file), Receipt.class));
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot read the receipt of erasure " + erasureId, e);
        }
    }

    Path folder() {
        return control.folder().resolve("erasures");
    }

    /** Whether a receipt is for exactly these requests, because the command was repeated after a kill. */
    public boolean isOf(Receipt receipt, Collection<Eraser.Request> requests) {
        Tombstones tombstones = control.tombstones();
        return !requests.isEmpty()
                && receipt.people().stream()
                        .map(Receipt.Person::subjectHmac)
                        .collect(Collectors.toSet())
                        .equals(requests.stream()
                                .map(request -> tombstones.hmac(request.subject()))
                                .collect(Collectors.toSet()));
    }

    /**
     * The people of the requests, each once.
     *
     * @param found keys of the people who were found in a snapshot
     */
    List<Receipt.Person> people(Collection<Eraser.Request> requests, Set<String> found) {
        Tombstones tombstones = control.tombstones();
        List<Receipt.Person> people = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        for (Eraser.Request request : requests) {
            String key = request.subject().key();
            if (seen.add(key)) {
                people.add(new Receipt.Person(
                        tombstones.hmac(request.subject()),
                        found.contains(key) ? Receipt.Outcome.ERASED : Receipt.Outcome.FOUND_NOBODY));
            }
        }
        return people;
    }

    /** What an erasure changed in a snapshot, according to its amendments. */
    static List<Receipt.Snapshot> changes(Location snapshot, String erasureId) {
        return Amendments.of(snapshot).amendments().stream()
                .filter(amendment -> amendment.erasures().contains(erasureId))
                .map(amendment -> new Receipt.Snapshot(
                        snapshot.name(),
                        amendment.datasets().stream()
                                .mapToLong(Amendment.Count::erased)
                                .sum(),
                        amendment.files()))
                .toList();
    }

    /** The result of a final search that found nobody. */
    static Receipt.Verification verification(List<FoundSnapshot> again) {
        return new Receipt.Verification(
                again.size(),
                again.stream()
                        .mapToLong(snapshot -> snapshot.manifest().outputs().size())
                        .sum(),
                again.stream().mapToLong(FoundSnapshot::ids).sum(),
                0,
                again.stream().mapToLong(FoundSnapshot::texts).sum(),
                again.stream()
                        .flatMap(snapshot -> snapshot.elsewhere().stream())
                        .toList());
    }

    /** Writes a receipt, which ends the erasure. */
    Receipt write(Receipt open, Instant endedAt) {
        Receipt receipt = open.sealedWith(control.tombstones().seal(open.sealedText()));
        byte[] bytes = ManifestFile.bytes(receipt);
        Location file = Location.of(file(receipt.erasureId()));
        Storage.of(file).createFolders(file.parent());
        Storage.of(file).replaceAtomically(file, bytes);
        Keyring.sign(file, control.signing().key());
        control.erasures()
                .end(
                        receipt.erasureId(),
                        endedAt,
                        (int) receipt.count(Receipt.Outcome.ERASED),
                        receipt.rows(),
                        Sha256.hex(bytes));
        return receipt;
    }
}
