package io.crumbless.night.legacy;

import io.crumbless.columnar.text.JsonItems;
import io.crumbless.columnar.text.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the lists of text rows and the fields of their items. */
final class ListItems {
    private ListItems() {}

    /**
     * The list of a row as {@link JsonValue.Items}; null if there is none; another value if the column does not hold a
     * list.
     */
    static @Nullable JsonValue of(DeliveredRows rows, int column, MembershipSource source) {
        Optional<ListForm> form = source.form().list();
        return form.isPresent() ? form.get().parse(rows.value(column)) : rows.nested(column);
    }

    /** The text of an item's field; null if it has none. */
    static @Nullable String text(JsonValue item, String field) {
        JsonValue value = JsonItems.inside(item, field);
        return value == null ? null : DeliveredText.of(value.text());
    }
}
