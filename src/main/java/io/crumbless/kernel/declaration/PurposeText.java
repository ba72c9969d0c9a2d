package io.crumbless.kernel.declaration;

import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.kernel.profile.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Parses delivered purposes: separated by {@code ;} or {@code ,}, or a JSON array of strings. */
final class PurposeText {
    private static final AttributeType JSON_ARRAY = new AttributeType.ListType(new AttributeType.StringType());

    private PurposeText() {}

    /**
     * The ids, sorted and distinct; an empty list if there is no text; an empty optional if the text is a broken JSON
     * array.
     */
    static Optional<List<String>> parse(@Nullable String delivered) {
        String text = Delivered.text(delivered);
        if (text == null) {
            return Optional.of(List.of());
        }
        return text.startsWith("[") ? jsonArray(text) : Optional.of(sorted(split(text)));
    }

    private static Optional<List<String>> jsonArray(String text) {
        if (text.endsWith("]") && text.substring(1, text.length() - 1).isBlank()) {
            return Optional.of(List.of());
        }
        return JSON_ARRAY.parse(text).map(value -> sorted(texts(value)));
    }

    private static List<String> texts(Value value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Value.Items list) {
            list.items().forEach(item -> texts.add(item.canonical()));
        }
        return texts;
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || text.charAt(at) == ';' || text.charAt(at) == ',') {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        return parts;
    }

    private static List<String> sorted(List<String> parts) {
        TreeSet<String> ids = new TreeSet<>();
        for (String part : parts) {
            String id = Delivered.text(part);
            if (id != null) {
                ids.add(id);
            }
        }
        return List.copyOf(ids);
    }
}
