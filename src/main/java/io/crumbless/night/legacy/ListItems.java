package io.crumbless.night.legacy;

import io.crumbless.columnar.text.JsonItems;
import io.crumbless.columnar.text.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lists of text rows, and what stands in their items. */
final class ListItems {
    private ListItems() {}

    /** The list of a row: {@link JsonValue.Items}, null where there is none, or what stands in its place. */
    static @Nullable JsonValue of(DeliveredRows rows, int column, MembershipSource source) {
        Optional<ListForm> form = source.form().list();
        return form.isPresent() ? form.get().parse(rows.value(column)) : rows.nested(column);
    }

    /** What an item says in a field; null where it says nothing. */
    static @Nullable String text(JsonValue item, String field) {
        JsonValue value = JsonItems.inside(item, field);
        return value == null ? null : DeliveredText.of(value.text());
    }
}
