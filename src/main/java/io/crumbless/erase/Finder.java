package io.crumbless.erase;

import io.crumbless.parquet.ColumnCursor;
import io.crumbless.parquet.ParquetInputException;
import io.crumbless.parquet.ParquetTable;
import io.crumbless.parquet.RowGroupReader;
import io.crumbless.parquet.SoughtTexts;
import io.crumbless.parquet.StoredTexts;
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
import org.jspecify.annotations.Nullable;

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
     * it possible that one of the likely spellings is in it, and of that the pages whose bounds do; or everything.
     *
     * @param everywhere whether to read all ids, for spellings nobody thinks of
     * @throws Failure environment if a file is missing or cannot be read
     */
    FoundSnapshot find(Location snapshot, Wanted wanted, boolean everywhere) {
        Manifest manifest = Warehouse.manifest(snapshot);
        List<Part> parts = workers.largestFirst(
                manifest.outputs(), Manifest.Output::bytes, output -> find(snapshot, output, wanted, everywhere));
        List<FoundFile> files = new ArrayList<>();
        long looked = 0;
        for (Part part : parts) {
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
        ParquetTable table = open(file);
        try (StoredTexts texts = table.texts()) {
            if (table.rows() != output.rows()) {
                throw unreadable(
                        file,
                        "it holds " + Quantity.of(table.rows(), "row") + " where its manifest says " + output.rows(),
                        null);
            }
            Wanted.Look look = wanted.look();
            for (int group = 0; group < table.rowGroups(); group++) {
                if (everywhere || mayHold(table, group, wanted)) {
                    int[] found = rows(table, texts, group, everywhere ? null : sought(wanted), look);
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

    private static ParquetTable open(Location file) {
        try {
            return ParquetTable.openForFew(file);
        } catch (ParquetInputException | StorageException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean mayHold(ParquetTable table, int group, Wanted wanted) {
        SoughtTexts sought = sought(wanted);
        return sought == null || table.mayHoldAny(group, Layout.SUBJECT_ID, sought);
    }

    private static @Nullable SoughtTexts sought(Wanted wanted) {
        return wanted.spellings().orElse(null);
    }

    /** @param sought what the ids are likely to be; null to look at all of them */
    private static int[] rows(
            ParquetTable table, StoredTexts texts, int group, @Nullable SoughtTexts sought, Wanted.Look look) {
        Rows found = new Rows();
        boolean shown = texts.showRows(group, Layout.SUBJECT_ID, sought, (row, bytes, offset, length) -> {
            if (look.matches(bytes, offset, length)) {
                found.add(row);
            }
        });
        if (!shown) {
            readRows(table, group, look, found);
        }
        return found.all();
    }

    /** Ids that some rows do not have. */
    private static void readRows(ParquetTable table, int group, Wanted.Look look, Rows found) {
        try (RowGroupReader rows = table.rowGroup(group, List.of(Layout.SUBJECT_ID))) {
            ColumnCursor id = rows.column(Layout.SUBJECT_ID);
            for (int row = 0; id.next(); row++) {
                if (!id.isNull() && look.matches(id.bytesArray(), id.bytesOffset(), id.bytesLength())) {
                    found.add(row);
                }
            }
        }
    }

    /** Numbers of rows, in order. */
    private static final class Rows {
        private int[] rows = new int[8];
        private int count;

        void add(int row) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, 2 * count);
            }
            rows[count++] = row;
        }

        int[] all() {
            return Arrays.copyOf(rows, count);
        }
    }

    static Failure unreadable(Location file, String why, @Nullable Exception cause) {
        return new Failure(
                Actor.ENVIRONMENT,
                "Cannot erase: " + file + " cannot be trusted (" + why
                        + "); nothing was changed. Audit the snapshot, and restore it from a copy or remove it",
                cause);
    }
}
