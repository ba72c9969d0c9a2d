package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.signature.DetachedSignature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The folder with the snapshots and the pointer to the current one.
 *
 * <p>The pointer is the symbolic link {@code current} if the file system has links, otherwise the file {@code CURRENT},
 * whose first line names the folder below {@code snapshots}. It moves in one atomic step, and only to a snapshot that
 * is complete: a reader sees the old snapshot or the new one.
 */
public final class Warehouse {
    /** Evidence of a snapshot, inside its folder. */
    public static final String MANIFEST = "_evidence/manifest.json";

    public static final String BALANCE = "_evidence/balance.json";
    public static final String POLICY = "_evidence/policy";
    public static final String REPORT = "_evidence/report.json";
    public static final String REPORT_PAGE = "_evidence/report.html";
    public static final String DICTIONARY = "_evidence/dictionary.md";
    public static final String DICTIONARY_PAGE = "_evidence/dictionary.html";
    public static final String SUMS = "_evidence/SHA256SUMS";

    /** Signatures, written when a snapshot is published; those of amendments, when they are written. */
    public static final String MANIFEST_SIGNATURE = MANIFEST + DetachedSignature.SUFFIX;

    public static final String SUMS_SIGNATURE = SUMS + DetachedSignature.SUFFIX;
    public static final String AMENDMENTS_SIGNATURE = Amendment.FILE + DetachedSignature.SUFFIX;
    public static final String SUCCESS = "_SUCCESS";
    static final String STAGING = ".staging";
    static final String POINTER = "CURRENT";

    private final Location root;
    private final Storage storage;
    private final SnapshotFolders folders;

    public Warehouse(Location root) {
        this.root = root;
        this.storage = Storage.of(root);
        this.folders = storage.conditionalFiles()
                .<SnapshotFolders>map(files -> new ListedFolders(this, files))
                .orElseGet(() -> new RenamedFolders(this));
    }

    public Location root() {
        return root;
    }

    public Storage storage() {
        return storage;
    }

    /** Where the snapshot of a run is, or would be. */
    public Location snapshot(String runId) {
        return folders.snapshot(runId);
    }

    /** As {@link #snapshot}, relative to the folder of the warehouse. */
    public String folder(String runId) {
        return snapshot(runId).text().substring(root.text().length() + 1);
    }

    /** Where the snapshot of a run is built before it is published; no pointer leads there. */
    public Location unpublished(String runId) {
        return folders.unpublished(runId);
    }

    /** Where a run writes before it publishes. */
    public Location staging(String runId) {
        return root.resolve(".staging/" + runId);
    }

    /** The run id of the current snapshot; empty before the first. */
    public Optional<String> current() {
        return folders.current();
    }

    /**
     * Whether the pointer leads to a snapshot below this folder; true if there is no pointer. A link may lead to
     * another folder with the same name.
     */
    public boolean pointsInside() {
        return folders.pointsInside();
    }

    /** The manifest of a snapshot, with its amendments applied. */
    public Manifest manifest(String runId) {
        return manifest(snapshot(runId));
    }

    /**
     * As {@link #manifest(String)}, for a snapshot in a folder with any name.
     *
     * @throws Failure environment if a newer version of the program wrote it
     */
    public static Manifest manifest(Location snapshot) {
        Manifest written = ManifestFile.read(snapshot.resolve(MANIFEST));
        if (written.layout() > Manifest.LAYOUT) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot read " + snapshot + ": a newer Crumbless (" + written.program() + ") wrote it (layout "
                            + written.layout() + ", this program knows " + Manifest.LAYOUT + "); use that version");
        }
        return Amendments.of(snapshot).appliedTo(written);
    }

    /** SHA-256 of a manifest's bytes, which the next manifest contains. */
    public String manifestHash(String runId) {
        return Sha256.ofFile(snapshot(runId).resolve(MANIFEST));
    }

    /** Whether the snapshot exists and is complete. */
    public boolean isComplete(String runId) {
        return folders.isComplete(runId);
    }

    /**
     * Creates its folders if they are missing.
     *
     * @throws io.crumbless.columnar.storage.StorageException if the file system does not allow publishing in one step
     */
    public void create() {
        folders.create();
    }

    /** Creates the folder in which a run writes before it publishes; only the account of the program can read it. */
    public Location stage(String runId) {
        create();
        storage.createFolders(staging(runId), FileModes.PRIVATE);
        return staging(runId);
    }

    /**
     * Moves a finished snapshot into place, marks it as complete, then moves the pointer to it. After a kill it
     * completes the remaining steps.
     *
     * @throws Failure busy if another writer has moved the pointer meanwhile
     */
    public void publish(String runId) {
        folders.publish(runId);
    }

    boolean holdsAllItLists(Location snapshot) {
        if (!storage.exists(snapshot.resolve(MANIFEST))) {
            return false;
        }
        Map<Location, Long> sizes = new HashMap<>();
        storage.listRecursively(snapshot).forEach(file -> sizes.put(file.location(), file.size()));
        return ManifestFile.read(snapshot.resolve(MANIFEST)).outputs().stream()
                .allMatch(output -> Long.valueOf(output.bytes()).equals(sizes.get(snapshot.resolve(output.file()))));
    }

    /** How to restore a lost pointer, for example after a copy that left out links. */
    public String howToPointTo(String runId) {
        return folders.howToPointTo(runId);
    }

    /** The folders of all snapshots, including copies that are not in the chain; sorted by name. */
    public List<Location> snapshots() {
        return folders.snapshots();
    }

    /** Where a rewritten snapshot is built; on the same file system as the snapshots. */
    public Location replacement(String name) {
        return folders.replacement(name);
    }

    /**
     * Replaces the published snapshot by the one built in {@link #replacement}.
     *
     * <p>A reader of {@code current} sees the old files or the new ones, never a mix and never none: while the folders
     * are exchanged, the link leads to a second set of links to the new files. A reader of an older snapshot by its
     * path may for an instant find nothing. After a kill, {@link #finishReplacements} completes it.
     */
    public void replace(String name) {
        folders.replace(name);
    }

    /** Completes replacements that were killed, or undoes those of which nothing was moved yet. */
    public void finishReplacements() {
        folders.finishReplacements();
    }

    /** Creates a second folder with links to the same files. */
    public void mirror(Location from, Location to, Predicate<String> wanted) {
        List<Storage.Copy> copies = new ArrayList<>();
        mirror(from, to, "", wanted, copies);
        storage.shareAll(copies);
    }

    private void mirror(Location from, Location to, String path, Predicate<String> wanted, List<Storage.Copy> copies) {
        storage.createFolders(to);
        for (FileEntry entry : storage.list(from)) {
            String below = path + entry.location().name();
            Location copy = to.resolve(entry.location().name());
            if (!entry.isFile()) {
                mirror(entry.location(), copy, below + "/", wanted, copies);
            } else if (wanted.test(below)) {
                copies.add(new Storage.Copy(entry.location(), copy));
            }
        }
    }

    /** Run ids from the current snapshot back to the oldest that is still there. */
    public List<String> chain() {
        return chain(runId -> ManifestFile.read(snapshot(runId).resolve(MANIFEST)));
    }

    /** As {@link #chain()}, with cached manifests. */
    public List<String> chain(Function<String, Manifest> manifests) {
        List<String> chain = new ArrayList<>();
        Optional<String> next = current();
        while (next.isPresent() && !chain.contains(next.get()) && isComplete(next.get())) {
            chain.add(next.get());
            next = manifests.apply(next.get()).before().map(Manifest.Previous::runId);
        }
        return chain;
    }

    /**
     * Deletes the snapshots that are older than the last {@code keep}; never the current one.
     *
     * @return run ids of the deleted snapshots
     */
    public List<String> retire(int keep) {
        List<String> chain = chain();
        return folders.deleteBut(chain.subList(0, Math.min(keep, chain.size())));
    }

    /** What unfinished runs left in the warehouse. */
    public List<Location> unfinished() {
        return folders.unfinished();
    }

    List<Location> staged() {
        Location staging = root.resolve(STAGING);
        return storage.exists(staging)
                ? storage.list(staging).stream().map(FileEntry::location).toList()
                : List.of();
    }

    /** Deletes what other, abandoned runs left in staging, but not the folders of commands that run beside nights. */
    public void clearStagingBut(String runId) {
        Instant now = Instant.now();
        for (Location left : unfinished()) {
            boolean inUse = BesideNights.mayBeInUse(left.name(), now);
            if (!inUse && !left.equals(staging(runId)) && !left.equals(unpublished(runId))) {
                storage.deleteRecursively(left);
            }
        }
    }
}
