package io.crumbless.columnar.text;

import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares names of columns as databases do: case is significant only if two names differ in nothing else. */
public final class ColumnNames {
    /**
     * Invisible characters: blanks of every kind around a name, and byte order marks, direction marks and the like
     * anywhere.
     */
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cf}+|^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");

    private ColumnNames() {}

    /**
     * The column of a file with a given name: the exact one, or the only one that differs just in case, in invisible
     * characters, or in the composition of accents. Null if there is none, or if it is ambiguous.
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
