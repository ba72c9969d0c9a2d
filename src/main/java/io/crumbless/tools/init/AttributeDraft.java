package io.crumbless.tools.init;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attribute as the declarations suggest it. Category and purposes are for people to decide.
 *
 * @param name as the catalogue may have it
 * @param question what the source calls it
 * @param source whose column the question is; empty where statements name it
 * @param type notation of the policy
 * @param answers choices of an enum by the answers as delivered; empty for other types
 * @param notes what whoever decides should know
 */
record AttributeDraft(
        String name, String question, String source, String type, Map<String, String> answers, List<String> notes) {
    /** Where the answers stand, for the description. */
    String from() {
        return source.isEmpty() ? "'" + question + "'" : "column '" + question + "' of " + source;
    }

    /** Titles of the choices that are not called as people answered. */
    Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        answers.forEach((answer, choice) -> {
            if (!answer.equals(choice)) {
                titles.put(choice, answer);
            }
        });
        return titles;
    }

    /** Whether statements can be taken as they are delivered. */
    boolean isAsDelivered() {
        return name.equals(question) && titles().isEmpty();
    }
}
