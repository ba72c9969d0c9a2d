package io.crumbless.warehouse.erase;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.columnar.parquet.read.ParquetInputException;
import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.parquet.read.RowGroupReader;
import io.crumbless.columnar.parquet.read.SoughtTexts;
import io.crumbless.columnar.parquet.read.StoredTexts;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.process.Workers;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Finds the rows of people in snapshots, without changing anything. */
final class Finder {
    private final Workers workers;

    /** How thorough the search is. */
    enum Depth {
        /**
         * Reads a row group only if the statistics and the bloom filter of its ids do not exclude the likely spellings,
         * and only pages whose statistics do not exclude them.
         */
        LIKELY_IDS,
        /** Reads all ids, for unlikely spellings. */
        ALL_IDS,
        /** Reads all ids, and every text of every other column, in which an id may occur by mistake. */
        ALL_TEXTS
    }

    Finder(Workers workers) {
        this.workers = workers;
    }

    /**
     * Rows to be removed from one file.
     *
     * @param rows by row group, both counted from 0
     */
    record FoundFile(Manifest.Output output, SortedMap<Integer, int[]> rows) {
        long count() {
            return rows.values().stream().mapToLong(found -> found.length).sum();
        }
    }

    /**
     * Rows to be removed from one snapshot.
     *
     * @param ids number of ids that were read
     * @param texts number of texts of other columns that were read
     * @param elsewhere where an id occurs in those columns: file, row group and column
     */
    record FoundSnapshot(
            Location snapshot, Manifest manifest, List<FoundFile> files, long ids, long texts, List<String> elsewhere) {
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

    /** As {@link #find(List, SoughtSubjects, Depth)}. */
    FoundSnapshot find(Location snapshot, SoughtSubjects wanted, Depth depth) {
        return find(List.of(snapshot), wanted, depth).get(0);
    }

    /**
     * Searches snapshots. Every file is opened.
     *
     * @throws Failure environment if a file is missing or cannot be read
     */
    List<FoundSnapshot> find(List<Location> snapshots, SoughtSubjects wanted, Depth depth) {
        List<Manifest> manifests = snapshots.stream().map(Warehouse::manifest).toList();
        List<Looked> files = new ArrayList<>();
        for (int i = 0; i < snapshots.size(); i++) {
            for (Manifest.Output output : manifests.get(i).outputs()) {
                files.add(new Looked(snapshots.get(i), output));
            }
        }
        List<Part> parts =
                workers.largestFirst(files, file -> file.output().bytes(), file -> find(file, wanted, depth));
        List<FoundSnapshot> found = new ArrayList<>();
        for (int i = 0, from = 0; i < snapshots.size(); i++) {
            int to = from + manifests.get(i).outputs().size();
            found.add(together(snapshots.get(i), manifests.get(i), parts.subList(from, to)));
            from = to;
        }
        return found;
    }

    private static FoundSnapshot together(Location snapshot, Manifest manifest, List<Part> parts) {
        return new FoundSnapshot(
                snapshot,
                manifest,
                parts.stream()
                        .map(Part::found)
                        .filter(file -> !file.rows().isEmpty())
                        .toList(),
                parts.stream().mapToLong(Part::ids).sum(),
                parts.stream().mapToLong(Part::texts).sum(),
                parts.stream().flatMap(part -> part.elsewhere().stream()).toList());
    }

    /**
     * Checks that the files to be rewritten are those that were published: an erasure must not cover up another change.
     *
     * @throws Failure environment if they are not
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

    private record Looked(Location snapshot, Manifest.Output output) {}

    private record Part(FoundFile found, long ids, long texts, List<String> elsewhere) {}

    private static Part find(Looked looked, SoughtSubjects wanted, Depth depth) {
        Manifest.Output output = looked.output();
        Location file = looked.snapshot().resolve(output.file());
        ParquetTable table = open(file, depth);
        try (StoredTexts texts = table.texts()) {
            if (table.rows() != output.rows()) {
                String why =
                        "it holds " + Quantity.of(table.rows(), "row") + " where its manifest says " + output.rows();
                throw unreadable(file, depth, why, null);
            }
            SortedMap<Integer, int[]> rows = new TreeMap<>();
            long ids = 0;
            SoughtSubjects.Look look = wanted.look();
            SoughtTexts sought = depth == Depth.LIKELY_IDS ? wanted.spellings().orElse(null) : null;
            Rescan rescan = new Rescan(table, texts, look, looked.snapshot().name() + "/" + output.file());
            for (int group = 0; group < table.rowGroups(); group++) {
                if (sought == null || table.mayHoldAny(group, Layout.SUBJECT_ID, sought)) {
                    int[] found = rows(table, texts, group, sought, look);
                    ids += table.rowsIn(group);
                    if (found.length > 0) {
                        rows.put(group, found);
                    }
                }
                if (depth == Depth.ALL_TEXTS) {
                    rescan.search(group);
                }
            }
            return new Part(new FoundFile(output, rows), ids, rescan.texts(), rescan.elsewhere());
        } catch (ParquetInputException | StorageException e) {
            throw unreadable(file, depth, String.valueOf(e.getMessage()), e);
        }
    }

    private static ParquetTable open(Location file, Depth depth) {
        try {
            return depth == Depth.ALL_TEXTS ? ParquetTable.open(file) : ParquetTable.openForFew(file);
        } catch (ParquetInputException | StorageException e) {
            throw unreadable(file, depth, String.valueOf(e.getMessage()), e);
        }
    }

    /** @param sought likely spellings of the ids; null to read all ids */
    private static int[] rows(
            ParquetTable table, StoredTexts texts, int group, @Nullable SoughtTexts sought, SoughtSubjects.Look look) {
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

    /** Column of ids that is null in some rows. */
    private static void readRows(ParquetTable table, int group, SoughtSubjects.Look look, Rows found) {
        try (RowGroupReader rows = table.rowGroup(group, List.of(Layout.SUBJECT_ID))) {
            ColumnCursor id = rows.column(Layout.SUBJECT_ID);
            for (int row = 0; id.next(); row++) {
                if (!id.isNull() && look.matches(id.bytesArray(), id.bytesOffset(), id.bytesLength())) {
                    found.add(row);
                }
            }
        }
    }

    /** Indexes of rows, in order. */
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

    /** The failure before anything was changed. */
    static Failure unreadable(Location file, String why, @Nullable Exception cause) {
        return unreadable(file, why, "nothing was changed", cause);
    }

    /** Texts are searched last, after everything was changed. */
    private static Failure unreadable(Location file, Depth depth, String why, @Nullable Exception cause) {
        return depth == Depth.ALL_TEXTS
                ? unreadable(file, why, "the erasure is recorded, and the next command continues it", cause)
                : unreadable(file, why, cause);
    }

    private static Failure unreadable(Location file, String why, String state, @Nullable Exception cause) {
        return new Failure(
                ErrorCategory.ENVIRONMENT,
                "Cannot erase: " + file + " cannot be trusted (" + why + "); " + state
                        + ". Audit the snapshot, and restore it from a copy or remove it",
                cause);
    }
}
