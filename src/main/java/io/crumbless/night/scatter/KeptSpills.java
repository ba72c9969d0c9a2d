package io.crumbless.night.scatter;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.IoReason;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.Quantity;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.snapshot.ManifestFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;

/**
 * Spill files of parts that are kept in a job's folder of unfinished work, to be reused by the next night. Files are
 * linked, not copied, and verified against their hashes before they are used: a damaged one is deleted, and its part is
 * processed again. Failures are notices and do not stop a night.
 *
 * <p>One folder for each part, named by its key: {@code 0.spill}, {@code 1.spill} and so on, and {@value #NOTED}, whose
 * first line is the hash of what follows. A folder is put in place once it is whole; one whose name ends in {@value
 * #UNFINISHED} is not.
 *
 * <p>They hold people. An erasure deletes all that is in the folder of unfinished work, these too, and a night those
 * that were made before somebody was erased and those of which tonight's deliveries became nothing.
 */
public final class KeptSpills {
    private static final String FOLDER = "kept";
    private static final String NOTED = "noted.json";
    private static final String UNFINISHED = ".tmp";
    private static final double MIB = 1L << 20;

    private final Path folder;
    private final long mostBytes;
    private final String erasedThrough;
    private final Set<String> notices = new ConcurrentSkipListSet<>();
    private final Map<String, Object> turns = new ConcurrentHashMap<>();
    private Set<String> tonight = Set.of();
    private long bytes;
    private int tooMany;
    private boolean keeping = true;

    private KeptSpills(Path folder, long mostBytes, String erasedThrough) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.erasedThrough = erasedThrough;
    }

    /**
     * The kept spill files of a job. Deletes what a killed night left incomplete.
     *
     * @param spill folder of unfinished work
     * @param mostBytes maximum size of all kept files
     * @param erasedThrough time of the last erasure
     */
    static KeptSpills in(Path spill, long mostBytes, Optional<Instant> erasedThrough) {
        KeptSpills kept = new KeptSpills(spill.resolve(FOLDER), mostBytes, text(erasedThrough));
        try {
            FileModes.PRIVATE.createFolders(kept.folder);
            FileModes.PRIVATE.narrow(kept.folder);
            kept.deleteBut(place -> !isUnfinished(place));
            kept.bytes = kept.entries().stream().mapToLong(KeptSpills::bytes).sum();
        } catch (IOException | StorageException failure) {
            kept.giveUp(failure);
        }
        return kept;
    }

    private static String text(Optional<Instant> erasedThrough) {
        return erasedThrough.map(Instant::toString).orElse("nobody");
    }

    /** Whether a path in a folder of unfinished work is the folder of kept spill files. */
    public static boolean isTheirFolder(Path place) {
        return name(place).equals(FOLDER);
    }

    /** Deletes everything that a job keeps. */
    public static void deleteAll(Path spill) {
        delete(spill.resolve(FOLDER));
    }

    /** Deletes what was kept before the last erasure. */
    public static void settle(Path spill, Optional<Instant> erasedThrough) {
        KeptSpills kept = new KeptSpills(spill.resolve(FOLDER), 0, text(erasedThrough));
        if (Files.isDirectory(kept.folder)) {
            try {
                kept.deleteBut(place -> kept.read(place)
                        .filter(spills -> spills.erasedThrough().equals(kept.erasedThrough))
                        .isPresent());
            } catch (IOException failure) {
                throw new Failure(
                        Failure.ErrorCategory.ENVIRONMENT,
                        "Cannot delete kept spills below " + kept.folder + ": " + IoReason.of(failure),
                        failure);
            }
        }
    }

    /** Names the parts of tonight; others are deleted first if room is needed. */
    void expect(Set<String> names) {
        tonight = Set.copyOf(names);
    }

    /** Deletes what is not a part of tonight. */
    void retainExpected() {
        try {
            deleteBut(place -> tonight.contains(name(place)));
        } catch (IOException | StorageException failure) {
            giveUp(failure);
        }
    }

    /** Failures, and what was not kept for lack of room, as messages. */
    List<String> notices() {
        List<String> all = new ArrayList<>(notices);
        if (tooMany > 0) {
            all.add(Quantity.of(tooMany, "part") + " of the legacy deliveries "
                    + (tooMany == 1 ? "is" : "are") + " read again by the next night: their spills take more than the "
                    + Math.round(mostBytes / MIB) + " MiB that reuse.keep of the job file allows; raise it");
        }
        return all;
    }

    /**
     * Puts the kept files of a part into a workspace.
     *
     * @return the notes of the part; empty if nothing usable is kept, and the part must be processed
     */
    Optional<PartNotes> take(PartKey key, Workspace workspace, String part) throws IOException {
        synchronized (turn(key)) {
            return take(folder.resolve(key.name()), key, workspace, part);
        }
    }

    /** A lock per key: several parts may have the same key, if a file was delivered twice. */
    private Object turn(PartKey key) {
        return turns.computeIfAbsent(key.name(), name -> new Object());
    }

    private Optional<PartNotes> take(Path place, PartKey key, Workspace workspace, String part) throws IOException {
        Optional<KeptSpill> found = read(place);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        KeptSpill kept = found.get();
        if (!kept.isOf(key) || !kept.erasedThrough().equals(erasedThrough)) {
            return Optional.empty();
        }
        workspace.deleteSpill(part);
        try {
            for (int i = 0; i < kept.files().size(); i++) {
                requireWhole(file(place, i), kept.files().get(i));
                Files.createLink(workspace.spillFile(part, i), file(place, i));
            }
            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
            return Optional.of(kept.notes());
        } catch (NoSuchFileException gone) {
            damaged(place);
        } catch (IOException | UnsupportedOperationException | StorageException failure) {
            Stopped.ifAsked("Stopped while using kept spills; the same command continues the night");
            if (failure instanceof Damaged) {
                damaged(place);
            } else {
                giveUp(failure);
            }
        }
        workspace.deleteSpill(part);
        return Optional.empty();
    }

    /** The kept files are not what was kept. */
    private static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static void requireWhole(Path file, KeptSpill.KeptFile expected) throws IOException {
        if (Files.size(file) != expected.bytes() || !sha256(file).equals(expected.sha256())) {
            throw new Damaged();
        }
    }

    private static String sha256(Path file) {
        return Sha256.ofFile(Location.of(file));
    }

    private synchronized void damaged(Path place) {
        String damaged = "Kept spill " + place + " is damaged or incomplete; ";
        try {
            drop(place);
            notices.add(damaged + "it was deleted, and its deliveries were read again");
        } catch (StorageException failure) {
            notices.add(damaged + "its deliveries were read again. It cannot be deleted: " + failure.getMessage()
                    + "; delete it yourself");
        }
    }

    /**
     * Keeps the files of a finished part of a workspace.
     *
     * @param dated {@link KeptSpill#dated}
     * @param listsRecords whether it lists records, by the labels of their deliveries
     */
    void keep(PartKey key, Workspace workspace, String part, boolean dated, boolean listsRecords, PartNotes notes) {
        if (!keeping) {
            return;
        }
        Path aside = folder.resolve(key.name() + "." + UUID.randomUUID() + UNFINISHED);
        try {
            FileModes.PRIVATE.createFolders(aside);
            List<KeptSpill.KeptFile> files = new ArrayList<>();
            for (int i = 0; Files.exists(workspace.spillFile(part, i)); i++) {
                Path file = file(aside, i);
                Files.createLink(file, workspace.spillFile(part, i));
                files.add(new KeptSpill.KeptFile(Files.size(file), sha256(file)));
            }
            KeptSpill kept = new KeptSpill(
                    key.decides(),
                    key.businessDate(),
                    dated,
                    listsRecords ? key.labels() : null,
                    erasedThrough,
                    files,
                    notes);
            byte[] noted = ManifestFile.bytes(kept);
            FileModes.PRIVATE.write(aside.resolve(NOTED), (Sha256.hex(noted) + "\n").getBytes(StandardCharsets.UTF_8));
            FileModes.PRIVATE.write(aside.resolve(NOTED), noted, StandardOpenOption.APPEND);
            synchronized (turn(key)) {
                put(aside, folder.resolve(key.name()));
            }
        } catch (IOException | UnsupportedOperationException | StorageException failure) {
            Stopped.ifAsked("Stopped while keeping spills; the same command continues the night");
            giveUp(failure);
        } finally {
            deleteQuietly(aside);
        }
    }

    private synchronized void put(Path aside, Path place) throws IOException {
        drop(place);
        long more = bytes(aside);
        if (!makeRoom(more)) {
            tooMany++;
            return;
        }
        Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
        bytes += more;
    }

    /** Deletes the least recently used files, except those of tonight, with which the next night begins. */
    private boolean makeRoom(long more) throws IOException {
        if (bytes + more > mostBytes) {
            List<Path> others = new ArrayList<>(entries());
            others.removeIf(place -> tonight.contains(name(place)) || isUnfinished(place));
            others.sort(Comparator.comparingLong(place -> place.toFile().lastModified()));
            for (Path place : others) {
                if (bytes + more > mostBytes) {
                    drop(place);
                }
            }
        }
        return bytes + more <= mostBytes;
    }

    private synchronized void giveUp(Exception failure) {
        if (!keeping) {
            return;
        }
        keeping = false;
        String why = failure instanceof IOException io ? IoReason.of(io) : String.valueOf(failure.getMessage());
        notices.add("Cannot keep spills for the next night below " + folder + ": " + why
                + "; legacy deliveries that are not kept are read again. Make room there, name another disk with 'spill' in"
                + " the job file, or take 'reuse' out of it");
    }

    /** Empty if there is none; a damaged one is deleted. */
    private Optional<KeptSpill> read(Path place) {
        try {
            String text = Files.readString(place.resolve(NOTED));
            int line = text.indexOf('\n');
            byte[] noted = text.substring(line + 1).getBytes(StandardCharsets.UTF_8);
            if (line > 0 && Sha256.hex(noted).equals(text.substring(0, line))) {
                return Optional.of(ManifestFile.parse(Location.of(place), noted, KeptSpill.class));
            }
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | Failure unreadable) {
            Stopped.ifAsked("Stopped while using kept spills; the same command continues the night");
        }
        if (Files.exists(place)) {
            damaged(place);
        }
        return Optional.empty();
    }

    private void deleteBut(Predicate<Path> stays) throws IOException {
        for (Path place : entries()) {
            if (!stays.test(place)) {
                drop(place);
            }
        }
    }

    private synchronized void drop(Path place) {
        if (Files.exists(place)) {
            bytes -= bytes(place);
            delete(place);
        }
    }

    private List<Path> entries() throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
            found.forEach(entries::add);
        }
        return entries;
    }

    private static void delete(Path place) {
        Location location = Location.of(place);
        Storage.of(location).deleteRecursively(location);
    }

    private void deleteQuietly(Path place) {
        try {
            delete(place);
        } catch (StorageException | Failure failure) {
            giveUp(failure);
        }
    }

    private static Path file(Path place, int number) {
        return place.resolve(number + ".spill");
    }

    private static boolean isUnfinished(Path place) {
        return name(place).endsWith(UNFINISHED);
    }

    private static String name(Path place) {
        return String.valueOf(place.getFileName());
    }

    private static long bytes(Path place) {
        long sum = 0;
        for (int i = 0; Files.exists(file(place, i)); i++) {
            sum += file(place, i).toFile().length();
        }
        return sum;
    }
}
