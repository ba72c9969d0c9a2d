package io.crumbless.columnar.text;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of columns as databases have them: case distinguishes two only where both are there. */
public final class ColumnNames {
    /** Nobody sees them: blanks of every kind around a name, marks of byte order and direction and the like anywhere. */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+|^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");

    private ColumnNames() {}

    /**
     * The name of a file's column that is meant: the exact one, or the only one that differs just in case, in what nobody sees, or in
     * whether an accent is a letter of its own. Null where there is none, or where several are possible.
     */
    public static @Nullable String find(List<String> names, String wanted) {
        if (names.contains(wanted)) {
            return wanted;
        }
        String seen = seen(wanted);
        List<String> alike = names.stream()
                .filter(name -> seen(name).equalsIgnoreCase(seen))
                .distinct()
                .toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }

    private static String seen(String name) {
        // Most names are plain, and a wide file has thousands.
        return name.chars().allMatch(c -> c > ' ' && c < 0x7F)
                ? name
                : Normalizer.normalize(UNSEEN.matcher(name).replaceAll(""), Normalizer.Form.NFC);
    }
}
