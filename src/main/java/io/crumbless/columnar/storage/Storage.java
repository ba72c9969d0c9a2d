package io.crumbless.columnar.storage;

import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One kind of file system. Safe for many threads; every method throws {@link StorageException} when the file system
 * refuses.
 *
 * <p>A file is created, then closed: until then it may be seen half written, so whatever others read is created aside
 * and moved into place by {@link #moveAtomically}.
 */
public sealed interface Storage permits LocalStorage, HadoopStorage, ObjectStorage {
    /** Whether a file must have reached the disk when its stream is closed. */
    enum Sync {
        /** For what is published: survives a power cut. */
        ON_CLOSE,
        /** For what a rerun can make again. */
        NEVER
    }

    /** The storage that holds {@code location}. The local one needs no Hadoop class. */
    static Storage of(Location location) {
        return location.isLocal() ? LocalStorage.INSTANCE : HadoopStorage.holding(location);
    }

    /**
     * Files that match, sorted by path: {@code *} and {@code ?} within a name, {@code [a-z]}, {@code {a,b}}, and
     * {@code **} for any number of folders. A wildcard never matches names that begin with {@code .} or {@code _}, which
     * other writers use for work in progress. Folders are no match. No match is an empty list.
     */
    default List<FileEntry> glob(Location pattern) {
        return Glob.files(this, pattern);
    }

    /** Whether {@link #glob} finds a file that lies there; decided by the names alone. */
    static boolean globMatches(Location pattern, Location file) {
        return Glob.matches(pattern, file);
    }

    /** In a pattern, precedes what {@link #globCaptures} returns; a character that occurs in no name. */
    char CAPTURE = '\uFDD0';

    /** Stands behind it. */
    char END_OF_CAPTURE = '\uFDD1';

    /**
     * The parts of a file's path that match the pattern between {@link #CAPTURE} and {@link #END_OF_CAPTURE}, in their
     * order, where {@link #glob} would find the file without these marks. Digits next to a star are not matched by the
     * star; of several matches the leftmost counts.
     */
    static Optional<List<String>> globCaptures(Location pattern, Location file) {
        return Glob.captures(pattern, file);
    }

    /**
     * Looks whether there is a storage for the location; it is not reached.
     *
     * @throws IllegalArgumentException if nothing on the class path serves its scheme
     */
    static void requireServed(Location location) {
        if (!location.isLocal()) {
            HadoopStorage.requireServed(location);
        }
    }

    /**
     * Looks whether a pattern is one that {@link #glob} understands; nothing is opened.
     *
     * @throws IllegalArgumentException if it is not
     */
    static void requireGlob(Location pattern) {
        Glob.check(pattern);
    }

    /**
     * What matches as files do in {@link #glob} and is none: folders, of which somebody may have meant the files in them, and
     * links to nothing.
     */
    default List<FileEntry> globOthers(Location pattern) {
        return Glob.others(this, pattern);
    }

    /** Empty if there is nothing at {@code location}. */
    Optional<FileEntry> find(Location location);

    /** As {@link #find}; a link to nothing is there too. */
    default Optional<FileEntry> findEvenBroken(Location location) {
        return find(location);
    }

    FileEntry stat(Location location);

    default boolean exists(Location location) {
        return find(location).isPresent();
    }

    /**
     * Whether it makes sense to list the place: false if it is no folder. On object stores, where folders are only names, a
     * listing says so as well.
     */
    default boolean mayBeFolder(Location place) {
        return find(place).map(FileEntry::isFolder).orElse(false);
    }

    /**
     * What is there now in the place of a file that was found before, or that file itself where reading it as such fails once
     * it is another one.
     */
    default Optional<FileEntry> recheck(FileEntry file) {
        return find(file.location());
    }

    /**
     * As {@link #list}, for choosing what is read: on an object store what was listed moments ago is not asked for again, and
     * each file is read as the one that was listed or not at all.
     */
    default List<FileEntry> select(Location folder) {
        return listEvenBroken(folder);
    }

    /** As {@link #findEvenBroken}, for choosing what is read. */
    default Optional<FileEntry> findSelected(Location place) {
        return findEvenBroken(place);
    }

    /** What lies in a folder under a name; where folders are listed for choosing from, by such a listing. */
    default Optional<FileEntry> findAmong(Location folder, String name) {
        return find(folder.child(name));
    }

    /** Says that files below a folder are written once and never changed, so what is known of them need not be asked again. */
    default void writtenOnce(Location folder) {
        // Asking costs nothing.
    }

    /** Files in a folder and in those below it, sorted by path; none if there is no such folder. */
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

    /** As {@link #list}; links to nothing are among them. */
    default List<FileEntry> listEvenBroken(Location folder) {
        return list(folder);
    }

    InputStream open(Location file);

    /** Opens a file as it was found; fails while it is read if it has become another one and {@link #recheck} does not look. */
    default InputStream open(FileEntry file) {
        return open(file.location());
    }

    SeekableInput openSeekable(Location file);

    /** As {@link #open(FileEntry)}. */
    default SeekableInput openSeekable(FileEntry file) {
        return openSeekable(file.location());
    }

    /** The content of a small file; empty if there is none. */
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

    /** As {@link #readIfThere}; what was there within ten seconds is believed where each look is a request that costs. */
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
     * Renames a file or folder in one step that others see whole or not at all; fails if {@code to} exists, and on object
     * stores, which have no such step.
     */
    void moveAtomically(Location from, Location to);

    /**
     * Gives a small file new content in one step: readers see the old content or the new, never part of one. Fails if its folder is
     * missing, except on object stores.
     */
    void replaceAtomically(Location file, byte[] content);

    /**
     * Makes a second file with the same content in a folder that exists. Where the file system can, both share their
     * bytes; so neither is ever changed in place.
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
     * A second file with the same content.
     *
     * @param to in a folder that exists
     */
    record Copy(Location from, Location to) {}

    /** As {@link #share}, of many files; an object store is asked for some of them at the same time. */
    default void shareAll(List<Copy> copies) {
        copies.forEach(copy -> share(copy.from(), copy.to()));
    }

    /** Creates the folder and those above it; no error if it exists. */
    void createFolders(Location folder);

    /** Creates the folder with modes of its own, and takes away what they do not allow where it exists. */
    void createFolders(Location folder, FileModes modes);

    /**
     * Deletes a file or a link.
     *
     * @return whether it was this call that deleted it; false if nothing was there
     */
    boolean deleteFile(Location file);

    /** Deletes a file, or a folder with all it holds; no error if there is nothing. Links are deleted, not followed. */
    void deleteRecursively(Location location);

    /** Bytes that may still be written below {@code folder}. */
    long usableBytes(Location folder);

    /** Small files that are written only if nobody else has; only on object stores, which need them in the place of renames. */
    default Optional<ConditionalFiles> conditionalFiles() {
        return Optional.empty();
    }

    /** Earlier versions of files below a folder, where the file system may keep them. */
    default Optional<KeptVersions> keptVersions(Location folder) {
        return Optional.empty();
    }

    /** How many requests this process has sent to object stores. */
    static long requests() {
        return StoreRequests.count();
    }

    /**
     * Makes sure that folders are renamed in one step.
     *
     * @throws StorageException if they are not, as far as that can be known
     */
    default void requireRenames(Location folder) {
        // Disks do.
    }

    /** Symbolic links, where the file system has them. */
    default Optional<Links> links() {
        return Optional.empty();
    }

    /** A pointer that is a symbolic link. */
    interface Links {
        /** Points {@code link} at {@code target} (relative to the folder of the link) in one atomic step. */
        void point(Location link, String target);

        /** Where {@code link} points, as written; empty if there is no such link. */
        Optional<String> target(Location link);

        /** Files and folders below a folder, and the folder itself, that are links; they are not followed. */
        List<Location> within(Location folder);
    }
}
