package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.List;
import java.util.Locale;

/**
 * Detects matching files that are still being written: transfer programs give them a suffix until they are complete.
 * Read too early, they would lack records unnoticed.
 */
final class UnfinishedTransfers {
    /** Suffixes of WinSCP, FileZilla, browsers, rsync, Hadoop's put, Flink and Flume. */
    private static final List<String> ENDINGS = List.of(
            ".filepart",
            ".part",
            ".partial",
            ".tmp",
            ".temp",
            ".crdownload",
            ".download",
            ".inprogress",
            ".in-progress",
            "._copying_",
            ".writing",
            ".uploading",
            ".incomplete");

    private UnfinishedTransfers() {}

    /**
     * Checks the names of a source's files.
     *
     * @param path of the source; a suffix that it contains itself is not suspicious
     * @throws Failure supplier, if a file is still being written
     */
    static void refuse(String source, Location path, List<FileEntry> found) {
        for (FileEntry file : found) {
            String name = lower(file.location());
            for (String ending : ENDINGS) {
                if (name.endsWith(ending) && !lower(path).endsWith(ending)) {
                    throw new Failure(
                            ErrorCategory.INPUT,
                            "Cannot read " + file.location() + " of source '" + source + "': its name ends in '"
                                    + ending
                                    + "', as that of a file does whose transfer is not done, so it may lack records; run"
                                    + " again when it is done, or take it away. Where files are called so when they are"
                                    + " done, end the path with it");
                }
            }
        }
    }

    private static String lower(Location location) {
        return location.name().toLowerCase(Locale.ROOT);
    }
}
