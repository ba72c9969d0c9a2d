package io.crumbless.tools.generate;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A file to be written.
 *
 * @param path below the folder
 * @param firstRow first row of the content in this file
 * @param format creates the empty file
 * @param content creates the content, once per writing thread
 */
record Output(String path, long firstRow, long rows, Function<Location, RowFile> format, Supplier<Rows> content) {
    /**
     * Enough for a file of useful size, and few enough that several threads can read text, of which each file is read
     * by one thread.
     */
    static final long ROWS_PER_FILE = 1_000_000;

    private static final int ROWS_BETWEEN_NEWS = 1 << 14;
    private static final String UNFINISHED = ".unfinished";

    /** Splits rows into files: one with the given name, or several with a number appended. */
    static List<Output> files(
            String name,
            String ending,
            long firstRow,
            long rows,
            Function<Location, RowFile> format,
            Supplier<Rows> content) {
        List<Output> files = new ArrayList<>();
        long from = 0;
        do {
            long count = Math.min(ROWS_PER_FILE, rows - from);
            String number = rows <= ROWS_PER_FILE ? "" : String.format(Locale.ROOT, "-%05d", files.size());
            files.add(new Output(name + number + "." + ending, firstRow + from, count, format, content));
            from += count;
        } while (from < rows);
        return files;
    }

    /**
     * Writes the file under a temporary name and renames it when it is complete; an incomplete file is deleted, except
     * after a kill, and then has a name that no job reads.
     *
     * @return its size in bytes
     */
    long write(Location folder, Generation.Progress progress) {
        Location unfinished = folder.resolve(path + UNFINISHED);
        Storage storage = Storage.of(unfinished);
        storage.deleteRecursively(unfinished);
        try {
            long bytes = write(unfinished, progress, content.get());
            storage.moveAtomically(unfinished, folder.resolve(path));
            return bytes;
        } catch (RuntimeException failure) {
            storage.deleteRecursively(unfinished);
            throw failure;
        }
    }

    private long write(Location file, Generation.Progress progress, Rows from) {
        try (RowFile out = format.apply(file)) {
            long reported = 0;
            for (long row = 0; row < rows; row++) {
                from.write(firstRow + row, out);
                if (row - reported >= ROWS_BETWEEN_NEWS) {
                    progress.wrote(row - reported);
                    reported = row;
                    Stopped.ifAsked(Generation.STOPPED);
                }
            }
            progress.wrote(rows - reported);
            return out.finish();
        }
    }
}
