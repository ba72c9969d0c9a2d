package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** For file systems with an atomic rename: a snapshot is built in staging and moved into place. */
final class RenamedFolders implements SnapshotFolders {
    private static final String STAGING = Warehouse.STAGING;
    private static final String LINK = "current";
    private static final String POINTER = Warehouse.POINTER;
    private static final String REPLACING = "replacing-";
    private static final String RETIRED = "retired-";
    private static final String NEXT = "next";
    private static final String STAND_IN = "stand-in";
    private static final String OLD = "old";

    private final Warehouse warehouse;
    private final Location root;
    private final Storage storage;

    RenamedFolders(Warehouse warehouse) {
        this.warehouse = warehouse;
        this.root = warehouse.root();
        this.storage = warehouse.storage();
    }

    @Override
    public Location snapshot(String runId) {
        return root.resolve("snapshots/" + runId);
    }

    @Override
    public Location unpublished(String runId) {
        return warehouse.staging(runId).resolve("snapshot");
    }

    @Override
    public Optional<String> current() {
        if (storage.links().isPresent()) {
            return storage.links().get().target(root.resolve(LINK)).map(target -> Location.of(target)
                    .name());
        }
        Location pointer = root.resolve(POINTER);
        if (!storage.exists(pointer)) {
            return Optional.empty();
        }
        try (InputStream in = storage.open(pointer)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException failure) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot read " + pointer, failure);
        }
    }

    @Override
    public boolean pointsInside() {
        return storage.links()
                .flatMap(links -> links.target(root.resolve(LINK)))
                .map(target -> target.equals("snapshots/" + Location.of(target).name())
                        || target.startsWith(".staging/" + REPLACING))
                .orElse(true);
    }

    @Override
    public boolean isComplete(String runId) {
        return storage.exists(snapshot(runId).resolve(Warehouse.SUCCESS));
    }

    @Override
    public void create() {
        storage.requireRenames(root);
        storage.createFolders(root);
        storage.createFolders(root.resolve(STAGING), FileModes.PASSED_THROUGH);
    }

    @Override
    public void publish(String runId) {
        if (!isComplete(runId)) {
            Location made = unpublished(runId);
            Location place = snapshot(runId);
            // The staged files are deleted only after all of them were copied.
            if (warehouse.holdsAllItLists(made)) {
                storage.deleteRecursively(place);
                storage.createFolders(place.parent());
                storage.moveAtomically(made, place);
            } else if (!warehouse.holdsAllItLists(place)) {
                throw new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot publish " + runId + ": files of it are missing from " + made + " and from " + place
                                + "; find out what deletes there, delete both folders and run again");
            }
            storage.replaceAtomically(place.resolve(Warehouse.SUCCESS), new byte[0]);
        }
        point(runId);
    }

    private void point(String runId) {
        if (storage.links().isPresent()) {
            storage.links().get().point(root.resolve(LINK), "snapshots/" + runId);
        } else {
            storage.replaceAtomically(root.resolve(POINTER), (runId + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String howToPointTo(String runId) {
        return storage.links().isPresent()
                ? "make it a link: ln -sfn snapshots/" + runId + " " + root.resolve(LINK)
                : "write the name of the snapshot into the file " + root.resolve(POINTER);
    }

    @Override
    public List<Location> snapshots() {
        Location snapshots = root.resolve("snapshots");
        return !storage.exists(snapshots)
                ? List.of()
                : storage.list(snapshots).stream()
                        .filter(entry -> !entry.isFile())
                        .map(FileEntry::location)
                        .toList();
    }

    @Override
    public Location replacement(String name) {
        return replacing(name).resolve(NEXT + "/" + name);
    }

    private Location replacing(String name) {
        return root.resolve(".staging/" + REPLACING + name);
    }

    @Override
    public void replace(String name) {
        boolean linked =
                storage.links().isPresent() && current().filter(name::equals).isPresent();
        if (linked) {
            Location standIn = replacing(name).resolve(STAND_IN + "/" + name);
            storage.deleteRecursively(standIn.parent());
            warehouse.mirror(replacement(name), standIn, file -> true);
            storage.links()
                    .get()
                    .point(root.resolve(LINK), ".staging/" + REPLACING + name + "/" + STAND_IN + "/" + name);
        }
        storage.createFolders(replacing(name).resolve(OLD));
        storage.moveAtomically(snapshot(name), replacing(name).resolve(OLD + "/" + name));
        finishReplacement(name);
    }

    @Override
    public void finishReplacements() {
        Location staging = root.resolve(STAGING);
        if (!storage.exists(staging)) {
            return;
        }
        for (FileEntry entry : storage.list(staging)) {
            if (entry.location().name().startsWith(REPLACING)) {
                finishReplacement(entry.location().name().substring(REPLACING.length()));
            }
        }
    }

    private void finishReplacement(String name) {
        boolean moved = storage.exists(replacing(name).resolve(OLD + "/" + name));
        if (moved && !storage.exists(snapshot(name))) {
            storage.moveAtomically(replacement(name), snapshot(name));
        }
        if (storage.links().isPresent() && current().filter(name::equals).isPresent()) {
            point(name);
        }
        storage.deleteRecursively(replacing(name));
    }

    @Override
    public List<String> deleteBut(List<String> kept) {
        List<String> retired = new ArrayList<>();
        for (FileEntry entry : storage.list(root.resolve("snapshots"))) {
            String runId = entry.location().name();
            if (!kept.contains(runId)) {
                // Moved away first, so that a kill during deletion does not leave half a snapshot among the others.
                Location going = root.resolve(".staging/" + RETIRED + runId);
                warehouse.create();
                storage.moveAtomically(entry.location(), going);
                storage.deleteRecursively(going);
                retired.add(runId);
            }
        }
        return retired;
    }

    @Override
    public List<Location> unfinished() {
        return warehouse.staged();
    }
}
