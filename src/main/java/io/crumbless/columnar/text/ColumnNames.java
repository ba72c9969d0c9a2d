package io.crumbless.columnar.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of columns as databases have them: case distinguishes two only where both are there. */
public final class ColumnNames {
    private ColumnNames() {}

    /**
     * The name of a file's column that is meant: the exact one, or the only one that differs just in case or in blanks
     * around it. Null where there is none, or where several are possible.
     */
    public static @Nullable String find(List<String> names, String wanted) {
        if (names.contains(wanted)) {
            return wanted;
        }
        List<String> alike = names.stream()
                .filter(name -> name.strip().equalsIgnoreCase(wanted.strip()))
                .distinct()
                .toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }
}
