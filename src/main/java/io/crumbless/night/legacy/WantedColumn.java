package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.night.delivery.FoldersOfFile;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column that the job file maps.
 *
 * @param key key in the job file, such as {@code cookie-id}
 * @param name column name in the source
 */
record WantedColumn(String key, String name) {
    /** Key of the value columns of a wide source, each of which may be made optional by its own name. */
    static final String VALUES = "values";

    /** Key of the filter columns, each of which may be made optional by its own name. */
    static final String WHERE = "where";

    private static final Set<String> KEYS = Set.of("cookie-id", "subject-id");

    private static final Set<String> OF_FOLDERS = Set.of(
            "segment",
            "attribute",
            "value",
            "source-system",
            "collected-by",
            "assigned-at",
            "method",
            "linked-at",
            WHERE);

    private static final Set<String> MAY_BE_OPTIONAL = Set.of(
            "value",
            "score",
            "source-system",
            "collected-by",
            "assigned-at",
            "linked-at",
            "opted-out-at",
            VALUES,
            WHERE);

    /** Whether the column is the key of a row. */
    boolean isKey() {
        return KEYS.contains(key);
    }

    /** Whether a row is meaningful without the column. */
    boolean mayBeOptional() {
        return MAY_BE_OPTIONAL.contains(key);
    }

    /**
     * The value that the partition folders supply for all rows of a file, see {@link FoldersOfFile}; null if they
     * supply none. Keys and scores are never taken from folders.
     */
    @Nullable
    String inFoldersOf(FileEntry file) {
        return OF_FOLDERS.contains(key)
                ? DeliveredText.of(FoldersOfFile.of(file).value(name))
                : null;
    }

    /** The name used in the job file to make the column optional. */
    String optionalAs() {
        return key.equals(VALUES) || key.equals(WHERE) ? name : key;
    }
}
