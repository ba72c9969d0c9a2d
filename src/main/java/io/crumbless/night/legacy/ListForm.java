package io.crumbless.night.legacy;

import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The notation of lists in texts; the key {@code list} of a source. One pair of brackets around the list, and quotes
 * around its items, are removed; a JSON array is parsed as such.
 *
 * @param separator separator between the items
 * @param pair separator between the key and the value of an item, whose fields are then {@code key} and {@code value};
 *     an item without it has no key
 */
public record ListForm(String separator, Optional<String> pair) {
    private static final String OPENING = "[{(";
    private static final String CLOSING = "]})";

    /** Reads the optional key {@code list}. */
    static Optional<ListForm> read(YamlMapping source) {
        return source.optionalMapping("list").map(list -> {
            String separator = character(list.string("separator"));
            Optional<String> pair = list.optionalString("pair").map(ListForm::character);
            list.finish();
            if (pair.filter(separator::equals).isPresent()) {
                list.problem("pair", "Invalid " + list.name("pair") + ": it is the separator");
            }
            return new ListForm(separator, pair);
        });
    }

    private static String character(String text) {
        return text.equals("tab") ? "\t" : text;
    }

    /** The list; null if the text contains none. */
    @Nullable
    JsonValue parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.startsWith("[")
                && JsonLines.parse(text).orElse(new JsonValue.Null()) instanceof JsonValue.Items list) {
            return new JsonValue.Items(list.items().stream().map(this::item).toList());
        }
        List<JsonValue> items = new ArrayList<>();
        for (String item : bare(text).split(Pattern.quote(separator), -1)) {
            items.add(item(new JsonValue.Scalar(unquoted(item))));
        }
        return bare(text).isBlank() ? new JsonValue.Items(List.of()) : new JsonValue.Items(items);
    }

    private static String bare(String text) {
        int kind = text.isEmpty() ? -1 : OPENING.indexOf(text.charAt(0));
        boolean bracketed = kind >= 0 && text.length() > 1 && text.charAt(text.length() - 1) == CLOSING.charAt(kind);
        return bracketed ? text.substring(1, text.length() - 1) : text;
    }

    private static String unquoted(String item) {
        String text = item.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted && text.indexOf('"', 1) == text.length() - 1 ? text.substring(1, text.length() - 1) : text;
    }

    private JsonValue item(JsonValue item) {
        if (pair.isEmpty() || !(item instanceof JsonValue.Scalar scalar)) {
            return item;
        }
        int at = scalar.text().indexOf(pair.get());
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (at >= 0) {
            fields.put("key", new JsonValue.Scalar(unquoted(scalar.text().substring(0, at))));
        }
        String value =
                at < 0 ? scalar.text() : scalar.text().substring(at + pair.get().length());
        fields.put("value", new JsonValue.Scalar(unquoted(value)));
        return new JsonValue.Struct(fields);
    }
}
