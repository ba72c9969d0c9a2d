package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.storage.ConditionalFiles;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * For object stores, which have no rename: a snapshot is written to its final location, and is visible once the file
 * {@code CURRENT} names its folder. That file is replaced only if it is unchanged since it was read, so every change is
 * one step, and of two writers one fails.
 *
 * <p>A writer first claims the file by writing its name into it, so that the next step of an earlier writer that is
 * still alive fails, even if both have a control database, and so a lock, of their own.
 */
final class ListedFolders implements SnapshotFolders {
    private static final String SNAPSHOTS = "snapshots";
    private static final String CONTROL = "control.json";
    private static final int DIGITS = 8;

    /** Generations of rewritten snapshots; one that is not in the pointer was left by a kill and is never resumed. */
    private static final String CHANGED = "c";

    private final Warehouse warehouse;
    private final ConditionalFiles files;
    private final Location file;
    private final String writer = UUID.randomUUID().toString();
    private long writes;
    private boolean claimed;
    private boolean tried;
    private Pointer pointer = Pointer.NONE;
    private Optional<String> etag = Optional.empty();
    private boolean known;
    private @Nullable String owner;

    ListedFolders(Warehouse warehouse, ConditionalFiles files) {
        this.warehouse = warehouse;
        this.files = files;
        this.file = warehouse.root().resolve(Warehouse.POINTER);
        warehouse.storage().writtenOnce(warehouse.root().resolve(SNAPSHOTS));
    }

    private Storage storage() {
        return warehouse.storage();
    }

    @Override
    public synchronized Location snapshot(String runId) {
        Optional<String> folder = known ? pointer.folder(runId) : Optional.empty();
        if (folder.isEmpty() && !claimed) {
            folder = read().folder(runId);
        }
        return folder.map(this::at).orElseGet(() -> unpublished(runId));
    }

    private Location at(String folder) {
        return warehouse.root().resolve(SNAPSHOTS + "/" + folder);
    }

    /** The same for every attempt at the run, but different for each control database. */
    @Override
    public synchronized Location unpublished(String runId) {
        String published = pointer().folder(runId).orElse("");
        return at(hash(owner() + "\n" + runId + "\n" + published) + "/" + runId);
    }

    private String owner() {
        String named = owner;
        if (named == null) {
            named = storage()
                    .readLately(warehouse.root().resolve(CONTROL))
                    .map(content -> new String(content, StandardCharsets.UTF_8))
                    .orElse("");
            owner = named.isEmpty() ? null : named;
        }
        return named;
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /** Cached, or read on first use. */
    private Pointer pointer() {
        return known ? pointer : read();
    }

    private Pointer read() {
        Optional<ConditionalFiles.Held> held = files.read(file);
        pointer = held.map(found -> Pointer.parse(found.content())).orElse(Pointer.NONE);
        etag = held.map(ConditionalFiles.Held::etag);
        known = true;
        return pointer;
    }

    @Override
    public synchronized Optional<String> current() {
        // A writer knows the current state, or its next step fails.
        return (claimed ? pointer : read()).currentRunId();
    }

    @Override
    public boolean pointsInside() {
        return true;
    }

    @Override
    public synchronized boolean isComplete(String runId) {
        return pointer().folder(runId).isPresent();
    }

    @Override
    public synchronized void create() {
        if (!tried && !pointer().tried().equals(store())) {
            files.requireHonest(warehouse.root());
        }
        tried = true;
    }

    /** What was tested: another location or another version of the program is tested again. */
    private String store() {
        return Program.nameAndVersion() + " " + files.store();
    }

    @Override
    public synchronized void publish(String runId) {
        String folder = pointer().folder(runId).orElse("");
        if (folder.isEmpty()) {
            Location made = unpublished(runId);
            if (!warehouse.holdsAllItLists(made)) {
                throw new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot publish " + runId + ": files of it are missing from " + made
                                + "; find out what deletes there, delete the folder and run again");
            }
            storage().replaceAtomically(made.resolve(Warehouse.SUCCESS), new byte[0]);
            folder = made.parent().name() + "/" + runId;
        }
        change(pointer.movedTo(folder), "publish " + runId);
    }

    private void change(Pointer next, String deed) {
        writes++;
        Pointer written = next.by(writer + "." + writes, store());
        Optional<String> now = files.write(file, written.content(), etag);
        if (now.isEmpty() && files.read(file).map(ConditionalFiles.Held::etag).equals(etag)) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot " + deed + " in warehouse " + warehouse.root() + ": the store refuses to write its pointer "
                            + Warehouse.POINTER
                            + ", though it is as it was read (412); nothing of this run is published."
                            + " Look at the store and at what stands before it, then run again");
        }
        if (now.isEmpty()) {
            throw new Failure(
                    Failure.ErrorCategory.BUSY,
                    "Cannot " + deed + " in warehouse " + warehouse.root() + ": another run has changed its pointer "
                            + Warehouse.POINTER
                            + " meanwhile; nothing of this one is published. Let only one program write"
                            + " there, with one control database, then run again");
        }
        pointer = written;
        etag = now;
    }

    @Override
    public String howToPointTo(String runId) {
        return "bring back its file " + file + " from a version or a copy; its first line is "
                + pointer().folder(runId).orElse("<generation>/" + runId);
    }

    @Override
    public synchronized List<Location> snapshots() {
        return (claimed ? pointer : read())
                .folders().stream()
                        .sorted((one, other) -> Pointer.runId(one).compareTo(Pointer.runId(other)))
                        .map(this::at)
                        .toList();
    }

    @Override
    public synchronized Location replacement(String name) {
        return at(CHANGED + hash(writer + "\n" + published(name)) + "/" + name);
    }

    private String published(String name) {
        return pointer()
                .folder(name)
                .orElseThrow(() -> new IllegalStateException("Cannot replace " + name + ": it is not published"));
    }

    @Override
    public synchronized void replace(String name) {
        String before = published(name);
        String after = replacement(name).parent().name() + "/" + name;
        change(pointer.replacing(before, after), "replace " + name);
        followInViews(before, after);
        storage().deleteRecursively(at(before));
    }

    /** Claims the pointer, and deletes what a kill left of replacements. */
    @Override
    public synchronized void finishReplacements() {
        claim();
        for (Location folder : unlisted()) {
            Optional<String> published = pointer.folder(folder.name());
            boolean replaced = published.isPresent() && !folder.equals(unpublished(folder.name()));
            if (replaced) {
                followInViews(folder.parent().name() + "/" + folder.name(), published.get());
            }
            if (replaced || isOfChange(folder.parent().name())) {
                storage().deleteRecursively(folder);
            }
        }
    }

    /** Other generations consist of digits, or of digits and letters. */
    private static boolean isOfChange(String generation) {
        return generation.startsWith(CHANGED) && generation.length() == CHANGED.length() + DIGITS;
    }

    /** Updates views, which contain the folders of snapshots. */
    private void followInViews(String before, String after) {
        for (FileEntry entry : storage().list(warehouse.root())) {
            Location view = entry.location();
            if (entry.isFile() && view.name().endsWith(".sql")) {
                String text = storage()
                        .readIfThere(view)
                        .map(content -> new String(content, StandardCharsets.UTF_8))
                        .orElse("");
                String followed = text.replace(SNAPSHOTS + "/" + before, SNAPSHOTS + "/" + after);
                if (!followed.equals(text)) {
                    storage().replaceAtomically(view, followed.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private void claim() {
        if (claimed) {
            return;
        }
        read();
        create();
        if (etag.isEmpty()
                && !storage().list(warehouse.root().resolve(SNAPSHOTS)).isEmpty()) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot use warehouse " + warehouse.root() + ": its file " + Warehouse.POINTER
                            + " is missing, though snapshots are there; bring it back from a version or a copy, or delete"
                            + " the folder " + SNAPSHOTS);
        }
        change(pointer, "begin to write");
        claimed = true;
    }

    @Override
    public synchronized List<String> deleteBut(List<String> kept) {
        List<String> staying = pointer().folders().stream()
                .filter(folder -> kept.contains(Pointer.runId(folder)))
                .toList();
        List<String> going = pointer.folders().stream()
                .filter(folder -> !staying.contains(folder))
                .toList();
        if (!going.isEmpty()) {
            change(pointer.keeping(staying), "delete old snapshots");
            going.forEach(folder -> storage().deleteRecursively(at(folder)));
        }
        return going.stream().map(Pointer::runId).toList();
    }

    @Override
    public synchronized List<Location> unfinished() {
        List<Location> all = new ArrayList<>(warehouse.staged());
        all.addAll(unlisted());
        return all;
    }

    /** Folders of snapshots that are not in the pointer. */
    private List<Location> unlisted() {
        List<Location> unlisted = new ArrayList<>();
        for (FileEntry generation : storage().list(warehouse.root().resolve(SNAPSHOTS))) {
            for (FileEntry folder : storage().list(generation.location())) {
                String name =
                        generation.location().name() + "/" + folder.location().name();
                if (!pointer().folders().contains(name)) {
                    unlisted.add(folder.location());
                }
            }
        }
        return unlisted;
    }
}
