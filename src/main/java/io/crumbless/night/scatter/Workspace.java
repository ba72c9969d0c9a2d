package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.balance.Books;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.snapshot.ManifestFile;
import io.crumbless.warehouse.snapshot.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;

/**
 * The local folder of an unfinished run: its spill, and the notes of each finished part.
 *
 * <p>The notes of a part are written last and moved into place in one step, so a part without notes is processed again.
 */
public final class Workspace {
    /** The way in which this version divides the night into parts. */
    private static final String PARTS = "grouped";

    /** What must be equal for work to be resumed: program version, division into parts, format of the spill. */
    static final String VERSION =
            Program.nameAndVersion() + " parts=" + PARTS + " spill=" + SpillWriter.FORMAT + "." + FactCodec.FORMAT;

    private static final String WORK_ID = "work-id";

    private final Path folder;
    private final String version;

    public Workspace(Path folder) {
        this(folder, VERSION);
    }

    /** @param version version of the program that works in it */
    public Workspace(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    public Path folder() {
        return folder;
    }

    public Path spill() {
        return folder.resolve("spill");
    }

    public void create() {
        try {
            FileModes.PRIVATE.createFolders(spill());
            FileModes.PRIVATE.createFolders(books());
            FileModes.PRIVATE.narrow(folder.resolveSibling(""));
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
    }

    /** A spill file of a part, by its number from 0. */
    Path spillFile(String part, int number) {
        return spill().resolve(part + "-" + number + ".spill");
    }

    /** Deletes the spill of a part that will be processed again. */
    void deleteSpill(String part) throws IOException {
        for (Path file : files(spill(), part + "-*")) {
            Files.delete(file);
        }
    }

    /** Notices about unfinished work of another version in a job's folder, of this night or of others. */
    public static List<Remark> ofOtherVersions(Path spill) {
        if (!Files.exists(spill)) {
            return List.of();
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(spill, work -> new Workspace(work).isOfOther())) {
            List<Remark> notices = new ArrayList<>();
            found.forEach(
                    work -> notices.add(Remark.of(Code.WORK_OF_OTHER_VERSION, String.valueOf(work.getFileName()))));
            return notices;
        } catch (IOException failure) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT, "Cannot list " + spill + ": check the rights", failure);
        }
    }

    private boolean isOfOther() throws IOException {
        Path file = folder.resolve(WORK_ID);
        return Files.exists(file) && !Files.readString(file).endsWith(" " + version);
    }

    /**
     * Identifies the work in this folder; a new id if no usable work of earlier attempts is left. Work of another
     * version is not usable: it may have other parts or another format. Parts are not forced to disk, so those finished
     * before the last start of the system may be truncated, and are processed again.
     */
    public String id() {
        Path file = folder.resolve(WORK_ID);
        String since = SystemStart.id() + " " + version;
        try {
            if (Files.exists(file) && !Files.readString(file).endsWith(since)) {
                delete();
                create();
            }
            if (!Files.exists(file)) {
                Path aside = folder.resolve("work-id.tmp");
                FileModes.PRIVATE.write(aside, (UUID.randomUUID() + " " + since).getBytes(StandardCharsets.UTF_8));
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.readString(file);
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
    }

    /** Deletes the folder with its content. */
    public void delete() {
        Location place = Location.of(folder);
        Storage.of(place).deleteRecursively(place);
    }

    /**
     * Deletes what is left in a job's folder of unfinished work.
     *
     * @param inUse whether one of its folders may be in use
     */
    public static void deleteAll(Path spill, InUse inUse) {
        if (!Files.exists(spill)) {
            return;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(spill)) {
            for (Path work : found) {
                if (!inUse.may(work)) {
                    new Workspace(work).delete();
                }
            }
        } catch (IOException failure) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT, "Cannot tidy " + spill + ": check the rights", failure);
        }
        try {
            Files.delete(spill);
        } catch (IOException notEmpty) {
            // It contains a folder that is in use; the next night tries again.
        }
    }

    /** Whether a folder may be in use. */
    @FunctionalInterface
    public interface InUse {
        boolean may(Path work) throws IOException;
    }

    private Path books() {
        return folder.resolve("books");
    }

    /** Stores the notes of a part, which is then finished. */
    public void keep(
            String part, Books books, SortedMap<String, Long> counts, SortedMap<String, SortedSet<String>> sets) {
        keep(part, PartNotes.of(books, counts, sets));
    }

    /** As {@link #keep(String, Books, SortedMap, SortedMap)}. */
    public void keep(String part, PartNotes noted) {
        Path file = books().resolve(part + ".json");
        Path aside = books().resolve(part + ".json.tmp");
        try {
            FileModes.PRIVATE.write(aside, ManifestFile.bytes(noted));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw cannotWrite(failure);
        }
    }

    public void keep(String part, Books books, SortedMap<String, Long> counts) {
        keep(part, books, counts, Collections.emptySortedMap());
    }

    public void keep(String part, Books books) {
        keep(part, books, Collections.emptySortedMap());
    }

    /** The books of all parts with this prefix, summed. */
    public Books books(String prefix) {
        Books all = new Books();
        parts(prefix).forEach(part -> part.addTo(all));
        return all;
    }

    /** The counts of all parts with this prefix, summed. */
    public SortedMap<String, Long> counts(String prefix) {
        return together(prefix).counts();
    }

    /** The sets of all parts with this prefix, united; empty if one of them was processed without sets. */
    public Optional<SortedMap<String, SortedSet<String>>> sets(String prefix) {
        return Optional.ofNullable(together(prefix).sets());
    }

    /** The combined notes of all parts with this prefix. */
    public PartNotes together(String prefix) {
        return PartNotes.together(parts(prefix));
    }

    private List<PartNotes> parts(String prefix) {
        List<PartNotes> parts = new ArrayList<>();
        for (Path file : files(books(), prefix + "*.json")) {
            parts.add(ManifestFile.read(Location.of(file), PartNotes.class));
        }
        return parts;
    }

    /** Size of the finished spill files. */
    public long spilledBytes() {
        return spillFiles().stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /** The finished spill files, sorted by name. */
    public List<Path> spillFiles() {
        return files(spill(), "*.spill");
    }

    private List<Path> files(Path in, String glob) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(in, glob)) {
            found.forEach(files::add);
        } catch (IOException failure) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot list " + in, failure);
        }
        Collections.sort(files);
        return files;
    }

    private Failure cannotWrite(IOException failure) {
        return new Failure(
                Failure.ErrorCategory.ENVIRONMENT,
                "Cannot write below " + folder + ": check the free space and rights",
                failure);
    }
}
