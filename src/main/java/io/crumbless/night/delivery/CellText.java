package io.crumbless.night.delivery;

import io.crumbless.columnar.parquet.read.ColumnCursor;
import io.crumbless.kernel.profile.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one column of a row group; a list is a JSON array of strings. Texts of dictionary entries are cached and
 * shared, also for short lists.
 */
final class CellText {
    /** Represents a value without text. */
    static final String UNREADABLE = new String("\uFFFF");

    /** Bits per id when the key of a list is packed. */
    private static final int ID_BITS = 15;

    private static final int MOST_PACKED_ITEMS = 4;
    private static final int MOST_REMEMBERED_LISTS = 1 << 12;

    private final ColumnCursor cursor;
    private final @Nullable String[] byDictionaryId;
    private final Map<Long, String> lists = new HashMap<>();

    CellText(ColumnCursor cursor) {
        this.cursor = cursor;
        this.byDictionaryId = new @Nullable String[cursor.dictionarySize()];
    }

    /** The text of the current row; null if there is none, {@link #UNREADABLE} if it cannot be determined. */
    @Nullable
    String text() {
        if (cursor.isNull()) {
            return null;
        }
        return cursor.info().list() ? list() : scalar();
    }

    private String scalar() {
        int id = cursor.dictionaryId();
        if (id < 0) {
            return readable(cursor.text());
        }
        String known = byDictionaryId[id];
        if (known == null) {
            known = shared(readable(cursor.text()));
            byDictionaryId[id] = known;
        }
        return known;
    }

    /** One shared object per text in all row groups, so that texts are compared by identity. */
    private static String shared(String text) {
        return isUnreadable(text) ? text : text.intern();
    }

    private static String readable(@Nullable String text) {
        return text == null || text.indexOf('\0') >= 0 ? UNREADABLE : text;
    }

    private String list() {
        int size = cursor.listSize();
        long key = size;
        for (int i = 0; i < size && key >= 0; i++) {
            cursor.item(i);
            int id = size > MOST_PACKED_ITEMS || cursor.isNull() ? -1 : cursor.dictionaryId();
            key = id < 0 || id >= 1 << ID_BITS ? -1 : key << ID_BITS | id;
        }
        if (key < 0 || lists.size() == MOST_REMEMBERED_LISTS) {
            return joined(size);
        }
        return lists.computeIfAbsent(key, any -> joined(size));
    }

    private String joined(int size) {
        List<Value> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            cursor.item(i);
            String item = cursor.isNull() ? UNREADABLE : scalar();
            if (isUnreadable(item)) {
                return UNREADABLE;
            }
            items.add(new Value.Text(item));
        }
        return new Value.Items(items).canonical();
    }

    @SuppressWarnings("ReferenceEquality")
    static boolean isUnreadable(@Nullable String text) {
        return text == UNREADABLE;
    }
}
