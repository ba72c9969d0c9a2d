package io.crumbless.tools.init;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute as suggested by the declarations. Its category and purposes are left for people to decide.
 *
 * @param name proposed name in the catalogue
 * @param question its name in the source
 * @param boxes columns of checkboxes, with the choice each stands for; if not empty, the answers are a list
 * @param source source whose column the question is; empty if statements name it
 * @param type the type in the notation of the policy
 * @param answers enum choices by answer as delivered; empty for other types
 * @param notes what the person who decides should know
 */
record AttributeDraft(
        String name,
        String question,
        String source,
        String type,
        Map<String, String> answers,
        Map<String, String> boxes,
        List<String> notes) {
    /** The attribute of a question that has a column for each choice. */
    static AttributeDraft ofBoxes(String name, String question, String source, Map<String, String> boxes) {
        String type = "list<enum[" + String.join(", ", boxes.values()) + "]>";
        return new AttributeDraft(name, question, source, type, Map.of(), boxes, List.of());
    }

    /** The origin of the answers, for the description. */
    String from() {
        String columns = boxes.isEmpty() ? "column" : "columns";
        return source.isEmpty() ? "'" + question + "'" : columns + " '" + question + "' of " + source;
    }

    /** Titles of the choices whose names differ from the answers. */
    Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        boxes.forEach((column, choice) -> titles.put(choice, column));
        Map<String, String> named = type.contains("enum[") ? answers : Map.of();
        named.forEach((answer, choice) -> {
            if (!answer.equals(choice)) {
                titles.put(choice, answer);
            }
        });
        return titles;
    }

    /** Whether answers differ from values, so that a mapping table is needed. */
    boolean hasTable() {
        return answers.entrySet().stream().anyMatch(answer -> !answer.getKey().equals(answer.getValue()));
    }

    /** Whether statements can be used as delivered. */
    boolean isAsDelivered() {
        return name.equals(question) && !hasTable();
    }
}
