package io.crumbless.tools.init;

import io.crumbless.tools.inspect.ColumnLook;
import io.crumbless.tools.inspect.SourceLook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises multiple-choice questions for which survey tools write one boolean column per choice, such as
 * {@code pets[SQ001]} and {@code pets[SQ002]}. Such columns form one list attribute.
 */
final class TickBoxes {
    private static final Pattern CHOICE = Pattern.compile("(?s)(.+?)\\s*\\[([^\\[\\]]+)]");

    /** A single such column is a question of its own. */
    private static final int FEWEST = 2;

    private TickBoxes() {}

    /**
     * The columns of each such question, with the text in brackets.
     *
     * @param columns that may hold answers
     */
    static Map<String, Map<String, String>> among(List<String> columns, SourceLook look) {
        Map<String, Map<String, String>> questions = new LinkedHashMap<>();
        for (String column : columns) {
            Matcher choice = CHOICE.matcher(column);
            if (choice.matches() && isBox(look, column)) {
                String code = Slug.choice(choice.group(2), List.of());
                questions
                        .computeIfAbsent(choice.group(1), any -> new LinkedHashMap<>())
                        .put(column, code);
            }
        }
        questions.values().removeIf(boxes -> boxes.size() < FEWEST || hasTwoOfOneName(boxes));
        return questions;
    }

    private static boolean isBox(SourceLook look, String column) {
        return look.column(column).map(ColumnLook::isYesOrNo).orElse(false);
    }

    private static boolean hasTwoOfOneName(Map<String, String> boxes) {
        List<String> names = new ArrayList<>(boxes.values());
        return names.stream().distinct().count() < names.size();
    }
}
