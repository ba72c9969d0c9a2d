package io.crumbless.night.intake;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.util.List;
import java.util.Locale;

/**
 * Files that a wildcard matches while they are still being written: programs give them an ending of their own until they are
 * done. Read before, they lack records, and nothing else shows it.
 */
final class UnfinishedTransfers {
    /** Of WinSCP, FileZilla, browsers, rsync's temporary folder, Hadoop's put, Flink and Flume. */
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
     * Looks at the names of a source's files.
     *
     * @param path of the source: what it ends with itself is an ending like any other
     * @throws Failure for the supplier if a file is still being written
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
