package io.crumbless.console.page;

import io.crumbless.answers.wording.Sentences;
import io.crumbless.console.access.Session;
import io.crumbless.console.access.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user asks.
 *
 * @param path what stands in the place of the braces of the page's path
 * @param query what follows the path; nothing personal belongs there
 * @param form fields of a form that was sent, with all of their values
 */
public record Request(
        Session session,
        Sentences sentences,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, List<String>> form) {
    public User user() {
        return session.user();
    }

    /** What stands in the place of {@code {name}}. */
    public String at(String name) {
        return path.getOrDefault(name, "");
    }

    /** A field of the form without blanks around it; empty if it was not sent, or left blank. */
    public Optional<String> field(String name) {
        return form.getOrDefault(name, List.of()).stream()
                .findFirst()
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** A field as it was sent, blanks included. */
    public String raw(String name) {
        return form.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }

    /** Whether a box was ticked, or a button of that name pressed. */
    public boolean has(String name) {
        return form.containsKey(name);
    }

    /** Short for the sentence of that key, {@code console.} before it. */
    public String say(String key, Object... filledIn) {
        return sentences.of("console." + key, filledIn);
    }
}
