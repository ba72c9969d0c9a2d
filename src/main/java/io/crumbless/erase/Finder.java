package io.crumbless.erase;

import io.crumbless.parquet.ColumnCursor;
import io.crumbless.parquet.ParquetInputException;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.parquet.RowGroupReader;
import io.crumbless.profile.Failure;
import io.crumbless.profile.Failure.Actor;
import io.crumbless.profile.Quantity;
import io.crumbless.snapshot.Layout;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.Warehouse;
import io.crumbless.storage.Location;
import io.crumbless.storage.Sha256;
import io.crumbless.storage.StorageException;
import io.crumbless.work.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Finds the rows of people in snapshots. Nothing but their ids is decoded, and nothing is changed. */
final class Finder {
    private final Workers workers;

    Finder(Workers workers) {
        this.workers = workers;
    }

    /**
     * What is to go from one file.
     *
     * @param rows by row group, both counted from 0
     */
    record FoundFile(Manifest.Output output, SortedMap<Integer, int[]> rows) {
        long count() {
            return rows.values().stream().mapToLong(found -> found.length).sum();
        }
    }

    /**
     * What is to go from one snapshot.
     *
     * @param looked ids that were read
     */
    record FoundSnapshot(Location snapshot, Manifest manifest, List<FoundFile> files, long looked) {
        long rows() {
            return files.stream().mapToLong(FoundFile::count).sum();
        }

        long rows(String dataset) {
            return files.stream()
                    .filter(file -> file.output().dataset().equals(dataset))
                    .mapToLong(FoundFile::count)
                    .sum();
        }
    }

    /**
     * Looks through a snapshot. Every file is opened; a row group is read where bounds and bloom filter of its ids leave
     * it possible that one of the likely spellings is in it, or in any case.
     *
     * @param everywhere whether to read all ids, for spellings nobody thinks of
     * @throws Failure environment if a file is missing or cannot be read
     */
    FoundSnapshot find(Location snapshot, Wanted wanted, boolean everywhere) {
        Manifest manifest = Warehouse.manifest(snapshot);
        List<Callable<Part>> tasks = new ArrayList<>();
        for (Manifest.Output output : manifest.outputs()) {
            tasks.add(() -> find(snapshot, output, wanted, everywhere));
        }
        List<FoundFile> files = new ArrayList<>();
        long looked = 0;
        for (Part part : workers.all(tasks)) {
            looked += part.looked();
            if (!part.found().rows().isEmpty()) {
                files.add(part.found());
            }
        }
        return new FoundSnapshot(snapshot, manifest, files, looked);
    }

    /**
     * Makes sure that what will be written again is what was published: an erasure must not cover up another change.
     *
     * @throws Failure environment if it is not
     */
    void requireAsPublished(List<FoundSnapshot> found) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (FoundSnapshot snapshot : found) {
            for (FoundFile file : snapshot.files()) {
                Location place = snapshot.snapshot().resolve(file.output().file());
                tasks.add(() -> {
                    if (!Sha256.ofFile(place).equals(file.output().sha256())) {
                        throw unreadable(place, "its bytes are not those its manifest was written for", null);
                    }
                    return true;
                });
            }
        }
        workers.all(tasks);
    }

    private record Part(FoundFile found, long looked) {}

    private static Part find(Location snapshot, Manifest.Output output, Wanted wanted, boolean everywhere) {
        Location file = snapshot.resolve(output.file());
        SortedMap<Integer, int[]> rows = new TreeMap<>();
        long looked = 0;
        try {
            ParquetTable table = ParquetTable.openForFew(file);
            if (table.rows() != output.rows()) {
                throw unreadable(
                        file,
                        "it holds " + Quantity.of(table.rows(), "row") + " where its manifest says " + output.rows(),
                        null);
            }
            Wanted.Look look = wanted.look();
            for (int group = 0; group < table.rowGroups(); group++) {
                if (everywhere || mayHold(table, group, wanted)) {
                    int[] found = read(table, group, look);
                    looked += table.rowsIn(group);
                    if (found.length > 0) {
                        rows.put(group, found);
                    }
                }
            }
        } catch (ParquetInputException | StorageException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
        return new Part(new FoundFile(output, rows), looked);
    }

    private static boolean mayHold(ParquetTable table, int group, Wanted wanted) {
        return wanted.spellings()
                .map(spellings -> table.mayHoldAny(group, Layout.SUBJECT_ID, spellings))
                .orElse(true);
    }

    private static int[] read(ParquetTable table, int group, Wanted.Look look) {
        int[] found = new int[8];
        int count = 0;
        try (RowGroupReader rows = table.rowGroup(group, List.of(Layout.SUBJECT_ID))) {
            ColumnCursor id = rows.column(Layout.SUBJECT_ID);
            for (int row = 0; id.next(); row++) {
                if (!id.isNull() && look.matches(id.bytesArray(), id.bytesOffset(), id.bytesLength())) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                    }
                    found[count++] = row;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    static Failure unreadable(Location file, String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new Failure(
                Actor.ENVIRONMENT,
                "Cannot erase: " + file + " cannot be trusted (" + why
                        + "); nothing was changed. Audit the snapshot, and restore it from a copy or remove it",
                cause);
    }
}
