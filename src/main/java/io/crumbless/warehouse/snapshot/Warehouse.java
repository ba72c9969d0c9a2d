package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.signature.DetachedSignature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The folder that holds the snapshots and the pointer to the current one.
 *
 * <p>The pointer is the symbolic link {@code current} where the file system has links, else the file {@code CURRENT} that
 * holds the run id. It moves in one atomic step, and only to a snapshot that is complete: a reader sees the old snapshot or
 * the new one.
 */
public final class Warehouse {
    /** Evidence about a snapshot, inside its folder. */
    public static final String MANIFEST = "_evidence/manifest.json";

    public static final String BALANCE = "_evidence/balance.json";
    public static final String POLICY = "_evidence/policy";
    public static final String REPORT = "_evidence/report.json";
    public static final String REPORT_PAGE = "_evidence/report.html";
    public static final String DICTIONARY = "_evidence/dictionary.md";
    public static final String DICTIONARY_PAGE = "_evidence/dictionary.html";
    public static final String SUMS = "_evidence/SHA256SUMS";

    /** Signatures, which are made when a snapshot is published; of amendments, when they are. */
    public static final String MANIFEST_SIGNATURE = MANIFEST + DetachedSignature.SUFFIX;

    public static final String SUMS_SIGNATURE = SUMS + DetachedSignature.SUFFIX;
    public static final String AMENDMENTS_SIGNATURE = Amendment.FILE + DetachedSignature.SUFFIX;
    public static final String SUCCESS = "_SUCCESS";
    private static final String STAGING = ".staging";
    private static final String LINK = "current";
    private static final String POINTER = "CURRENT";
    private static final String REPLACING = "replacing-";
    private static final String RETIRED = "retired-";
    private static final String NEXT = "next";
    private static final String STAND_IN = "stand-in";
    private static final String OLD = "old";

    private final Location root;
    private final Storage storage;

    public Warehouse(Location root) {
        this.root = root;
        this.storage = Storage.of(root);
    }

    public Location root() {
        return root;
    }

    public Storage storage() {
        return storage;
    }

    /** Where the snapshot of a run is, or would be. */
    public Location snapshot(String runId) {
        return root.resolve("snapshots/" + runId);
    }

    /** Where a run writes before it publishes. */
    public Location staging(String runId) {
        return root.resolve(".staging/" + runId);
    }

    /** The run id of the current snapshot; empty before the first. */
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

    /**
     * Whether the pointer leads to a snapshot below this folder; true where there is none. A link may name one of the same
     * name elsewhere.
     */
    public boolean pointsInside() {
        return storage.links()
                .flatMap(links -> links.target(root.resolve(LINK)))
                .map(target -> target.equals("snapshots/" + Location.of(target).name())
                        || target.startsWith(".staging/" + REPLACING))
                .orElse(true);
    }

    /** What a snapshot is made of and holds, erasures since taken into account. */
    public Manifest manifest(String runId) {
        return manifest(snapshot(runId));
    }

    /** As {@link #manifest(String)}, of the snapshot in a folder of whatever name. */
    public static Manifest manifest(Location snapshot) {
        return Amendments.of(snapshot).appliedTo(ManifestFile.read(snapshot.resolve(MANIFEST)));
    }

    /** SHA-256 of a manifest's bytes, which the next manifest holds. */
    public String manifestHash(String runId) {
        return Sha256.ofFile(snapshot(runId).resolve(MANIFEST));
    }

    /** Whether the snapshot is there and complete. */
    public boolean isComplete(String runId) {
        return storage.exists(snapshot(runId).resolve(SUCCESS));
    }

    /** Makes its folders where they are missing. */
    public void create() {
        storage.createFolders(root);
        storage.createFolders(root.resolve(STAGING), FileModes.PASSED_THROUGH);
    }

    /** Makes the folder in which a run writes before it publishes, which only the account of the program may look into. */
    public Location stage(String runId) {
        create();
        storage.createFolders(staging(runId), FileModes.PRIVATE);
        return staging(runId);
    }

    /**
     * Moves a finished snapshot from staging into place, marks it as complete, then moves the pointer to it. Does what is
     * left after a kill, also where the move was a copy that came half the way, as in object stores.
     */
    public void publish(String runId) {
        if (!isComplete(runId)) {
            Location made = staging(runId).resolve("snapshot");
            Location place = snapshot(runId);
            // What was made is deleted when all of it was copied, not before.
            if (holdsAllItLists(made)) {
                storage.deleteRecursively(place);
                storage.createFolders(place.parent());
                storage.moveAtomically(made, place);
            } else if (!holdsAllItLists(place)) {
                throw new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot publish " + runId + ": files of it are missing from " + made + " and from " + place
                                + "; find out what deletes there, delete both folders and run again");
            }
            storage.replaceAtomically(place.resolve(SUCCESS), new byte[0]);
        }
        point(runId);
    }

    private boolean holdsAllItLists(Location snapshot) {
        return storage.exists(snapshot.resolve(MANIFEST))
                && ManifestFile.read(snapshot.resolve(MANIFEST)).outputs().stream()
                        .allMatch(output -> storage.find(snapshot.resolve(output.file()))
                                .filter(file -> file.size() == output.bytes())
                                .isPresent());
    }

    private void point(String runId) {
        if (storage.links().isPresent()) {
            storage.links().get().point(root.resolve(LINK), "snapshots/" + runId);
        } else {
            storage.replaceAtomically(root.resolve(POINTER), (runId + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What somebody does whose pointer was lost, such as by a copy that leaves out links. */
    public String howToPointTo(String runId) {
        return storage.links().isPresent()
                ? "make it a link: ln -sfn snapshots/" + runId + " " + root.resolve(LINK)
                : "write the name of the snapshot into the file " + root.resolve(POINTER);
    }

    /** The folders of all snapshots that are there, whether or not they are of the chain; sorted by name. */
    public List<Location> snapshots() {
        Location snapshots = root.resolve("snapshots");
        return !storage.exists(snapshots)
                ? List.of()
                : storage.list(snapshots).stream()
                        .filter(entry -> !entry.isFile())
                        .map(FileEntry::location)
                        .toList();
    }

    /** Where a changed snapshot is put together; on the file system of the snapshots. */
    public Location replacement(String name) {
        return replacing(name).resolve(NEXT + "/" + name);
    }

    private Location replacing(String name) {
        return root.resolve(".staging/" + REPLACING + name);
    }

    /**
     * Puts the snapshot that was made in {@link #replacement} in the place of the published one.
     *
     * <p>Who reads through {@code current} sees the old files or the new ones, never a mix and never none: while the
     * folders change places, the link points to a second set of links to the new files. Who reads an older snapshot by its
     * path may for an instant find nothing there. After a kill {@link #finishReplacements} goes on.
     */
    public void replace(String name) {
        boolean linked =
                storage.links().isPresent() && current().filter(name::equals).isPresent();
        if (linked) {
            Location standIn = replacing(name).resolve(STAND_IN + "/" + name);
            storage.deleteRecursively(standIn.parent());
            mirror(replacement(name), standIn, file -> true);
            storage.links()
                    .get()
                    .point(root.resolve(LINK), ".staging/" + REPLACING + name + "/" + STAND_IN + "/" + name);
        }
        storage.createFolders(replacing(name).resolve(OLD));
        storage.moveAtomically(snapshot(name), replacing(name).resolve(OLD + "/" + name));
        finishReplacement(name);
    }

    /** Ends what a kill left of replacements, or takes it back where nothing had been moved. */
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

    /** Makes a second folder of the same files. */
    public void mirror(Location from, Location to, Predicate<String> wanted) {
        mirror(from, to, "", wanted);
    }

    private void mirror(Location from, Location to, String path, Predicate<String> wanted) {
        storage.createFolders(to);
        for (FileEntry entry : storage.list(from)) {
            String below = path + entry.location().name();
            Location copy = to.resolve(entry.location().name());
            if (!entry.isFile()) {
                mirror(entry.location(), copy, below + "/", wanted);
            } else if (wanted.test(below)) {
                storage.share(entry.location(), copy);
            }
        }
    }

    /** Run ids from the current snapshot back to the oldest that is still there. */
    public List<String> chain() {
        List<String> chain = new ArrayList<>();
        Optional<String> next = current();
        while (next.isPresent() && !chain.contains(next.get()) && isComplete(next.get())) {
            chain.add(next.get());
            next = ManifestFile.read(snapshot(next.get()).resolve(MANIFEST))
                    .before()
                    .map(Manifest.Previous::runId);
        }
        return chain;
    }

    /**
     * Deletes the snapshots that are older than the last {@code keep}; the current one stays in any case.
     *
     * @return run ids of what was deleted
     */
    public List<String> retire(int keep) {
        List<String> chain = chain();
        List<String> kept = chain.subList(0, Math.min(keep, chain.size()));
        List<String> retired = new ArrayList<>();
        for (FileEntry entry : storage.list(root.resolve("snapshots"))) {
            String runId = entry.location().name();
            if (!kept.contains(runId)) {
                // A kill while its files go must not leave half a snapshot among the others.
                Location going = root.resolve(".staging/" + RETIRED + runId);
                create();
                storage.moveAtomically(entry.location(), going);
                storage.deleteRecursively(going);
                retired.add(runId);
            }
        }
        return retired;
    }

    /** Deletes what other, abandoned runs left in staging. */
    public void clearStagingBut(String runId) {
        Location staging = root.resolve(STAGING);
        if (storage.exists(staging)) {
            for (FileEntry entry : storage.list(staging)) {
                if (!entry.location().name().equals(runId)) {
                    storage.deleteRecursively(entry.location());
                }
            }
        }
    }
}
