package io.crumbless.tools.init;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute as the declarations suggest it. Category and purposes are for people to decide.
 *
 * @param name as the catalogue may have it
 * @param question what the source calls it
 * @param boxes columns that people tick, with the choice each stands for; then the answers are a list
 * @param source whose column the question is; empty where statements name it
 * @param type notation of the policy
 * @param answers choices of an enum by the answers as delivered; empty for other types
 * @param notes what whoever decides should know
 */
record AttributeDraft(
        String name,
        String question,
        String source,
        String type,
        Map<String, String> answers,
        Map<String, String> boxes,
        List<String> notes) {
    /** One that a question with a column for each choice is about. */
    static AttributeDraft ofBoxes(String name, String question, String source, Map<String, String> boxes) {
        String type = "list<enum[" + String.join(", ", boxes.values()) + "]>";
        return new AttributeDraft(name, question, source, type, Map.of(), boxes, List.of());
    }

    /** Where the answers stand, for the description. */
    String from() {
        String columns = boxes.isEmpty() ? "column" : "columns";
        return source.isEmpty() ? "'" + question + "'" : columns + " '" + question + "' of " + source;
    }

    /** Titles of the choices that are not called as people answered. */
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

    /** Whether an answer is not the value itself, so that a table has to say what it means. */
    boolean hasTable() {
        return answers.entrySet().stream().anyMatch(answer -> !answer.getKey().equals(answer.getValue()));
    }

    /** Whether statements can be taken as they are delivered. */
    boolean isAsDelivered() {
        return name.equals(question) && !hasTable();
    }
}
