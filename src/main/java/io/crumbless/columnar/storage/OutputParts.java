package io.crumbless.columnar.storage;

import java.util.regex.Pattern;

/**
 * Parts of one output, as Spark and its kind name them: {@code part-00000-<id>.csv}. A task without rows writes a part that
 * holds nothing, so that says nothing where another part holds something.
 */
public final class OutputParts {
    private static final Pattern PART = Pattern.compile("part-[0-9]+.*", Pattern.DOTALL);

    private OutputParts() {}

    /**
     * Whether an empty file is one of several parts of which another is not empty. That one is larger, also where both
     * are compressed: an empty compressed file has some bytes too.
     */
    public static boolean isBesideFull(FileEntry empty) {
        return isPart(empty)
                && Storage.of(empty.location()).list(empty.location().parent()).stream()
                        .anyMatch(other -> isPart(other) && other.isFile() && other.size() > empty.size());
    }

    private static boolean isPart(FileEntry file) {
        return PART.matcher(file.location().name()).matches();
    }
}
