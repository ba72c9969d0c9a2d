package io.crumbless.warehouse.ledger;

import io.crumbless.columnar.storage.ConditionalFiles;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;

/**
 * The file {@code control.json} in a warehouse, which names its control database: two control databases over one
 * warehouse would not see each other's locks, and delete each other's files. It also gives the warehouse an id, which
 * is the same however job files spell its path.
 */
final class ControlFile {
    private static final String NAME = "control.json";
    private static final String ASIDE = "." + NAME + ".";

    private final Location warehouse;
    private final Location file;
    private final String database;
    private final String place;

    /** @param controlDatabase id of the database */
    record Content(String controlDatabase, String warehouse) {}

    /**
     * @param database id of the control database that is used
     * @param place its name in messages
     */
    ControlFile(Location warehouse, String database, String place) {
        this.warehouse = warehouse;
        this.file = warehouse.resolve(NAME);
        this.database = database;
        this.place = place;
    }

    /**
     * The id of the warehouse. A warehouse without control database is assigned to this one.
     *
     * @throws Failure settings if the warehouse belongs to another control database
     */
    String warehouseId() {
        Content content = read().orElseGet(this::create);
        requireOurs(content, "use");
        deleteLeftovers();
        return content.warehouse;
    }

    /**
     * Deletes what a kill left of a first creation. A process that is still writing one then finds the new file, and
     * uses it.
     */
    private void deleteLeftovers() {
        if (storage().conditionalFiles().isPresent()) {
            return; // Writes none.
        }
        for (FileEntry entry : storage().list(warehouse)) {
            if (entry.location().name().startsWith(ASIDE)) {
                storage().deleteFile(entry.location());
            }
        }
    }

    /** The id of the warehouse, if it belongs to this database. */
    Optional<String> idIfOurs() {
        return read().filter(content -> content.controlDatabase.equals(database))
                .map(Content::warehouse);
    }

    /** Assigns the warehouse to this database, regardless of its previous one. */
    void adopt() {
        String id = read().map(Content::warehouse).orElseGet(ControlFile::newId);
        storage().createFolders(warehouse);
        storage().replaceAtomically(file, ManifestFile.bytes(new Content(database, id)));
    }

    /** @param deed the action about to begin, as a verb */
    void requireUnchanged(String deed) {
        requireOurs(read().orElseGet(this::create), deed + " in");
    }

    private Optional<Content> read() {
        return storage().readLately(file).map(content -> ManifestFile.parse(file, content, Content.class));
    }

    /** If two processes create it, the second uses the file of the first. */
    private Content create() {
        Content content = new Content(database, newId());
        Optional<ConditionalFiles> conditional = storage().conditionalFiles();
        if (conditional.isPresent()) {
            return conditional
                            .get()
                            .write(file, ManifestFile.bytes(content), Optional.empty())
                            .isPresent()
                    ? content
                    : read().orElseThrow();
        }
        Location aside = warehouse.resolve(ASIDE + content.warehouse);
        storage().createFolders(warehouse);
        try (OutputStream out = storage().create(aside, Storage.Sync.ON_CLOSE)) {
            out.write(ManifestFile.bytes(content));
        } catch (IOException e) {
            throw new StorageException("Cannot write " + file + ": " + Reasons.of(e), e);
        }
        try {
            storage().moveAtomically(aside, file);
            return content;
        } catch (StorageException e) {
            storage().deleteFile(aside);
            return read().orElseThrow(() -> e);
        }
    }

    private void requireOurs(Content content, String deed) {
        if (!content.controlDatabase.equals(database)) {
            throw new Failure(
                    Failure.ErrorCategory.SETTINGS,
                    "Cannot " + deed + " warehouse " + warehouse + ": its file " + NAME
                            + " names another control database than " + place
                            + ", which would re-admit who was erased, and two would delete each other's files; name"
                            + " the warehouse's own under 'control' in the job file, restore it from its backup, or see"
                            + " 'crumbless erasure-key --help' where there is none");
        }
    }

    private Storage storage() {
        return Storage.of(warehouse);
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
