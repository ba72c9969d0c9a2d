package io.crumbless.warehouse.evidence;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The signed state of a warehouse, {@code state.json} beside its snapshots: its last checkpoint. */
public final class WarehouseState {
    public static final String FILE = "state.json";

    private WarehouseState() {}

    static Location file(Warehouse warehouse) {
        return warehouse.root().resolve(FILE);
    }

    /** Whether the file exists, regardless of its content. */
    static boolean exists(Warehouse warehouse) {
        return warehouse.storage().exists(file(warehouse));
    }

    /** Empty if it does not exist or is damaged. */
    static Optional<SignedLine> read(Warehouse warehouse) {
        return warehouse
                .storage()
                .readIfThere(file(warehouse))
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .filter(text -> text.endsWith("\n"))
                .flatMap(text -> SignedLine.read(text.substring(0, text.length() - 1)));
    }

    static void write(Warehouse warehouse, SignedLine line) {
        warehouse.storage().createFolders(warehouse.root());
        warehouse.storage().replaceAtomically(file(warehouse), (line.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Hashes of the SQL of the views, which analysts execute. */
    static List<Checkpoint.FileHash> views(Warehouse warehouse) {
        return warehouse.storage().list(warehouse.root()).stream()
                .filter(FileEntry::isFile)
                .filter(file -> file.location().name().matches("views[a-z-]*\\.sql"))
                .map(file -> new Checkpoint.FileHash(file.location().name(), Sha256.ofFile(file)))
                .toList();
    }

    /** Writes the public keys into the warehouse, for outsiders who verify. */
    static void writeKeys(Warehouse warehouse, ControlDatabase control) {
        PublishedKeys.write(
                warehouse.root().resolve(PublishedKeys.FOLDER),
                control.signing().key(),
                Location.of(control.folder().resolve(PublishedKeys.FOLDER)));
    }
}
