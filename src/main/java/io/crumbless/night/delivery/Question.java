package io.crumbless.night.delivery;

import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A question of a source: the attribute that its answers declare, and their meaning.
 *
 * @param attribute declared attribute
 * @param answers table of the answers that count; without it, the answer is the value
 * @param none words that are not answers, normalised by {@link WordMap#plain}
 * @param separator between several answers in one text
 * @param several shape nested: whether the items of a record that answer it are one list
 * @param constants constants for every answer, by the number of the field
 */
record Question(
        String attribute,
        Optional<WordMap> answers,
        Set<String> none,
        Optional<String> separator,
        boolean several,
        Map<Integer, String> constants) {
    /** Represents an answer that the table does not contain. */
    static final String UNKNOWN = new String("\uFFFF");

    Question {
        none = Set.copyOf(none);
        constants = Map.copyOf(constants);
    }

    /** Whether an answer is {@link #UNKNOWN}. */
    @SuppressWarnings("ReferenceEquality")
    static boolean isUnknown(@Nullable String value) {
        return value == UNKNOWN;
    }

    /** The value that an answer declares; null for none, or {@link #UNKNOWN}. */
    @Nullable
    String value(@Nullable String delivered) {
        if (delivered == null || isNone(delivered)) {
            return null;
        }
        String text = delivered.strip();
        if (separator.isPresent()) {
            return list(List.of(text.split(Pattern.quote(separator.get()), -1)));
        }
        if (answers.isEmpty()) {
            return text;
        }
        Optional<List<String>> items = items(text);
        return items.isPresent() ? list(items.get()) : meaning(text);
    }

    /** The texts of a JSON array; empty if the text is not one. */
    private static Optional<List<String>> items(String text) {
        Optional<JsonValue> list = text.startsWith("[") ? JsonLines.parse(text) : Optional.empty();
        if (list.isEmpty() || !(list.get() instanceof JsonValue.Items found)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue item : found.items()) {
            String one = item.text();
            texts.add(one == null ? "" : one);
        }
        return Optional.of(texts);
    }

    /** Several answers as one list, without words that are not answers. */
    @Nullable
    String list(List<String> delivered) {
        List<JsonValue> items = new ArrayList<>();
        for (String one : delivered) {
            if (isNone(one)) {
                continue;
            }
            String meaning = meaning(one.strip());
            if (isUnknown(meaning)) {
                return UNKNOWN;
            }
            items.add(new JsonValue.Scalar(meaning));
        }
        return items.isEmpty() ? null : new JsonValue.Items(items).text();
    }

    private String meaning(String answer) {
        String ours = answers.isEmpty() ? answer : answers.get().of(answer);
        return ours == null ? UNKNOWN : ours;
    }

    private boolean isNone(String delivered) {
        return delivered.isBlank() || none.contains(WordMap.plain(delivered));
    }
}
