package io.crumbless.generate;

import io.crumbless.storage.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A file to be written.
 *
 * @param path below the folder
 * @param firstRow of the content that goes into the file
 * @param format makes the empty file
 * @param content makes the content, once for each thread that writes
 */
record Output(String path, long firstRow, long rows, Function<Location, RowFile> format, Supplier<Rows> content) {
    /** Enough for a file of useful size; few enough that text, which is read whole, keeps several threads busy. */
    static final long ROWS_PER_FILE = 1_000_000;

    private static final int ROWS_BETWEEN_NEWS = 1 << 14;

    /** Cuts rows into files: one of the given name, or several with numbers behind it. */
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

    /** @return its size in bytes */
    long write(Location folder, Generation.Progress progress) {
        Rows from = content.get();
        try (RowFile out = format.apply(folder.resolve(path))) {
            long told = 0;
            for (long row = 0; row < rows; row++) {
                from.write(firstRow + row, out);
                if (row - told >= ROWS_BETWEEN_NEWS) {
                    progress.wrote(row - told);
                    told = row;
                    requireNotStopped();
                }
            }
            progress.wrote(rows - told);
            return out.finish();
        }
    }

    private static void requireNotStopped() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Stopped while generating");
        }
    }
}
