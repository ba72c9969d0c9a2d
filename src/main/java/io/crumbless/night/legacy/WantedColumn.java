package io.crumbless.night.legacy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.night.delivery.FoldersOfFile;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column the job file maps.
 *
 * @param key in the job file: {@code cookie-id}
 * @param name in the source
 */
record WantedColumn(String key, String name) {
    /** Key of the columns of a wide source that count, each of which may be optional by its own name. */
    static final String VALUES = "values";

    /** Key of the columns that say which rows count; the same. */
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

    /** Whether it is what a row is known by. */
    boolean isKey() {
        return KEYS.contains(key);
    }

    /** Whether a row says something without it. */
    boolean mayBeOptional() {
        return MAY_BE_OPTIONAL.contains(key);
    }

    /**
     * The value for all rows of a file that the folders it lies in bear, see {@link FoldersOfFile}; null where they bear none. A key
     * is somebody's, and a score may not be overlooked, so that these have to stand in the file.
     */
    @Nullable
    String inFoldersOf(FileEntry file) {
        return OF_FOLDERS.contains(key)
                ? DeliveredText.of(FoldersOfFile.of(file).value(name))
                : null;
    }

    /** What the job file calls it where it is optional. */
    String optionalAs() {
        return key.equals(VALUES) || key.equals(WHERE) ? name : key;
    }
}
