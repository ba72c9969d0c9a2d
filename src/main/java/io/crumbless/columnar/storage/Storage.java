package io.crumbless.columnar.storage;

import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One kind of file system. Thread-safe; every method throws {@link StorageException} if the file system fails.
 *
 * <p>A file is created, then closed: until then it may be seen half written, so whatever others read is created aside
 * and moved into place by {@link #moveAtomically}.
 */
public sealed interface Storage permits LocalStorage, HadoopStorage, ObjectStorage {
    /** Whether a file must be on disk when its stream is closed. */
    enum Sync {
        /** For published files: survives a power failure. */
        ON_CLOSE,
        /** For files that a rerun can create again. */
        NEVER
    }

    /** The storage of a location. The local one needs no Hadoop class. */
    static Storage of(Location location) {
        return location.isLocal() ? LocalStorage.INSTANCE : HadoopStorage.holding(location);
    }

    /**
     * Files that match, sorted by path: {@code *} and {@code ?} within a name, {@code [a-z]}, {@code {a,b}}, and {@code
     * **} for any number of folders. A wildcard never matches names that begin with {@code .} or {@code _}, which other
     * writers use for work in progress. Folders do not match. Returns an empty list if nothing matches.
     */
    default List<FileEntry> glob(Location pattern) {
        return Glob.files(this, pattern);
    }

    /** Whether {@link #glob} would find a file with this path; decided by the names alone. */
    static boolean globMatches(Location pattern, Location file) {
        return Glob.matches(pattern, file);
    }

    /** In a pattern, the start of a group returned by {@link #globCaptures}; a character that occurs in no name. */
    char CAPTURE = '\uFDD0';

    /** The end of the group. */
    char END_OF_CAPTURE = '\uFDD1';

    /**
     * The parts of a file's path that match the groups of a pattern between {@link #CAPTURE} and {@link
     * #END_OF_CAPTURE}, in order, if {@link #glob} would find the file without these marks. Digits next to a star are
     * not matched by the star; of several matches the leftmost counts.
     */
    static Optional<List<String>> globCaptures(Location pattern, Location file) {
        return Glob.captures(pattern, file);
    }

    /**
     * Checks that there is a storage for the location, without connecting.
     *
     * @throws IllegalArgumentException if nothing on the class path supports its scheme
     */
    static void requireServed(Location location) {
        if (!location.isLocal()) {
            HadoopStorage.requireServed(location);
        }
    }

    /**
     * Checks that {@link #glob} supports a pattern; opens nothing.
     *
     * @throws IllegalArgumentException if it does not
     */
    static void requireGlob(Location pattern) {
        Glob.check(pattern);
    }

    /** What matches like files in {@link #glob} but is none: folders, whose files may be meant, and broken links. */
    default List<FileEntry> globOthers(Location pattern) {
        return Glob.others(this, pattern);
    }

    /** Empty if nothing exists at {@code location}. */
    Optional<FileEntry> find(Location location);

    /** As {@link #find}, including broken links. */
    default Optional<FileEntry> findEvenBroken(Location location) {
        return find(location);
    }

    FileEntry stat(Location location);

    default boolean exists(Location location) {
        return find(location).isPresent();
    }

    /**
     * Whether listing is worthwhile: false if it is not a folder. On object stores, where folders are only names, a
     * listing shows that as well.
     */
    default boolean mayBeFolder(Location place) {
        return find(place).map(FileEntry::isFolder).orElse(false);
    }

    /**
     * The present state of a file that was found before, or the earlier state if reading it fails once the file has
     * changed.
     */
    default Optional<FileEntry> recheck(FileEntry file) {
        return find(file.location());
    }

    /**
     * As {@link #list}, to choose files to read: on an object store, recent listings are cached, and each file is read
     * in the listed state or not at all.
     */
    default List<FileEntry> select(Location folder) {
        return listEvenBroken(folder);
    }

    /** As {@link #findEvenBroken}, to choose files to read. */
    default Optional<FileEntry> findSelected(Location place) {
        return findEvenBroken(place);
    }

    /** The entry of a folder with a name; uses a listing where folders are listed to choose files. */
    default Optional<FileEntry> findAmong(Location folder, String name) {
        return find(folder.child(name));
    }

    /** Declares that files below a folder are written once and never changed, so that they can be cached. */
    default void writtenOnce(Location folder) {
        // Look-ups are cheap.
    }

    /** Files in a folder and its subfolders, sorted by path; none if the folder does not exist. */
    default List<FileEntry> listRecursively(Location folder) {
        List<FileEntry> files = new ArrayList<>();
        for (FileEntry entry : exists(folder) ? list(folder) : List.<FileEntry>of()) {
            if (entry.isFile()) {
                files.add(entry);
            } else {
                files.addAll(listRecursively(entry.location()));
            }
        }
        return files;
    }

    /** Files and folders directly in {@code folder}, sorted by path. */
    List<FileEntry> list(Location folder);

    /** As {@link #list}, including broken links. */
    default List<FileEntry> listEvenBroken(Location folder) {
        return list(folder);
    }

    InputStream open(Location file);

    /**
     * Opens a file in the state in which it was found; reading fails if it has changed and {@link #recheck} does not
     * detect that.
     */
    default InputStream open(FileEntry file) {
        return open(file.location());
    }

    SeekableInput openSeekable(Location file);

    /** As {@link #open(FileEntry)}. */
    default SeekableInput openSeekable(FileEntry file) {
        return openSeekable(file.location());
    }

    /** The content of a small file; empty if it does not exist. */
    default Optional<byte[]> readIfThere(Location file) {
        if (!exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = open(file)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            // An interrupt closes the file that is being read.
            Stopped.ifAsked("Stopped while reading " + file + "; the same command continues it");
            throw new StorageException("Cannot read " + file + ": " + IoReason.of(e), e);
        }
    }

    /**
     * As {@link #readIfThere}; where each look-up is a request that costs, content up to ten seconds old may be
     * returned.
     */
    default Optional<byte[]> readLately(Location file) {
        return readIfThere(file);
    }

    /**
     * Creates a file and, where missing, its folders; fails if the file exists, except on object stores, where the file is
     * there when the stream is closed, in the place of any other. The stream is not buffered.
     */
    OutputStream create(Location file, Sync sync);

    default OutputStream create(Location file) {
        return create(file, Sync.NEVER);
    }

    /**
     * Renames a file or folder in one atomic step; fails if {@code to} exists, and on object stores, which have no such
     * step.
     */
    void moveAtomically(Location from, Location to);

    /**
     * Replaces the content of a small file in one atomic step: readers see the old content or the new, never part of
     * one. Fails if its folder does not exist, except on object stores.
     */
    void replaceAtomically(Location file, byte[] content);

    /**
     * Creates a second file with the same content in an existing folder. If the file system supports it, both share
     * their bytes; so neither must ever be changed in place.
     */
    default void share(Location from, Location to) {
        try (InputStream in = open(from);
                OutputStream out = create(to, Sync.ON_CLOSE)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new StorageException("Cannot copy " + from + " to " + to + ": " + IoReason.of(e), e);
        }
    }

    /**
     * A copy to create.
     *
     * @param to in an existing folder
     */
    record Copy(Location from, Location to) {}

    /** As {@link #share}, for many files; concurrently on an object store. */
    default void shareAll(List<Copy> copies) {
        copies.forEach(copy -> share(copy.from(), copy.to()));
    }

    /** Creates the folder and its parents; no error if it exists. */
    void createFolders(Location folder);

    /** Creates the folder with these permissions, and removes further ones if it exists. */
    void createFolders(Location folder, FileModes modes);

    /**
     * Deletes a file or a link.
     *
     * @return whether this call deleted it; false if it did not exist
     */
    boolean deleteFile(Location file);

    /** Deletes a file, or a folder with its content; no error if it does not exist. Links are deleted, not followed. */
    void deleteRecursively(Location location);

    /** Free space below {@code folder}, in bytes. */
    long usableBytes(Location folder);

    /** Conditional writes; only on object stores, which need them in place of renames. */
    default Optional<ConditionalFiles> conditionalFiles() {
        return Optional.empty();
    }

    /** Noncurrent versions of files below a folder, if the file system may keep them. */
    default Optional<KeptVersions> keptVersions(Location folder) {
        return Optional.empty();
    }

    /** Number of requests of this process to object stores. */
    static long requests() {
        return StoreRequests.count();
    }

    /**
     * Checks that folders are renamed in one step.
     *
     * @throws StorageException if they are not, as far as that can be known
     */
    default void requireRenames(Location folder) {
        // Local disks do.
    }

    /** Symbolic links, if the file system supports them. */
    default Optional<Links> links() {
        return Optional.empty();
    }

    /** Symbolic links as atomic pointers. */
    interface Links {
        /** Points {@code link} at {@code target} (relative to the folder of the link) in one atomic step. */
        void point(Location link, String target);

        /** The target of {@code link}, as written; empty if there is no such link. */
        Optional<String> target(Location link);

        /** Links below a folder, including the folder itself; they are not followed. */
        List<Location> within(Location folder);
    }
}
