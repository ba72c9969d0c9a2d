package io.crumbless.night.legacy;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of names (segments, methods, systems), as small numbers. For a dictionary entry, the number is looked up
 * once per row group. Not thread-safe.
 */
final class NameColumn {
    /** No text, or text that counts as null. */
    static final int MISSING = -1;

    static final int UNDECODABLE = -2;

    /** A name beyond the maximum number of names; use its {@link #text()}. */
    static final int UNNUMBERED = -3;

    private static final int UNSEEN = Integer.MIN_VALUE;
    private static final int MOST_NAMES = 1 << 16;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private @Nullable ColumnCursor cursor;
    private int constant = MISSING;
    private int[] byDictionaryId = {};
    private @Nullable String unnumbered;

    /**
     * Reads another row group.
     *
     * @param next null if the file lacks the column
     * @param otherwise the name of every row in that case; null if all names are missing
     */
    void use(@Nullable ColumnCursor next, @Nullable String otherwise) {
        cursor = next;
        constant = next == null && otherwise != null ? numberOf(otherwise) : MISSING;
        if (next != null) {
            byDictionaryId = new int[next.dictionarySize()];
            Arrays.fill(byDictionaryId, UNSEEN);
        }
    }

    /** Advances to the next row. */
    void next() {
        if (cursor != null) {
            cursor.next();
        }
    }

    /** Selects an item of the row's list. */
    void item(int index) {
        if (cursor != null) {
            cursor.item(index);
        }
    }

    /** Number of the name in the current row or item, starting at 0; or the reason why there is none. */
    int number() {
        ColumnCursor c = cursor;
        if (c == null) {
            return constant;
        } else if (c.isNull()) {
            return MISSING;
        }
        int id = c.dictionaryId();
        if (id < 0) {
            return numberOf(c);
        }
        int number = byDictionaryId[id];
        if (number == UNSEEN) {
            number = numberOf(c);
            // Later rows need its text again, so it stays unseen.
            byDictionaryId[id] = number == UNNUMBERED ? UNSEEN : number;
        }
        return number;
    }

    private int numberOf(ColumnCursor c) {
        String text = c.text();
        String name = DeliveredText.of(text);
        if (name == null) {
            return text == null ? UNDECODABLE : MISSING;
        }
        return numberOf(name);
    }

    private int numberOf(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (names.size() == MOST_NAMES) {
            unnumbered = name;
            return UNNUMBERED;
        }
        numbers.put(name, names.size());
        names.add(name);
        return names.size() - 1;
    }

    /** The name for the number that {@link #number} has just returned; null if it is missing. */
    @Nullable
    String text(int number) {
        if (number == UNNUMBERED) {
            return unnumbered;
        }
        return number < 0 ? null : names.get(number);
    }
}
