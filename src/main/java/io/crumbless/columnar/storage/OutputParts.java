package io.crumbless.columnar.storage;

import java.util.regex.Pattern;

/**
 * Part files of one output, as Spark and similar programs write them: {@code part-00000-<id>.csv}. A task without rows
 * writes an empty part, which means nothing if another part has rows.
 */
public final class OutputParts {
    private static final Pattern PART = Pattern.compile("part-[0-9]+.*", Pattern.DOTALL);

    private OutputParts() {}

    /**
     * Whether an empty file is one of several parts of which another is not empty. The other is larger, also if both
     * are compressed, since an empty compressed file has some bytes.
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
