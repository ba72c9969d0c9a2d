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
 * @param path values of path variables
 * @param query query parameters; never personal
 * @param form fields of a submitted form, with all of their values
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

    /** The value of the path variable {@code {name}}. */
    public String at(String name) {
        return path.getOrDefault(name, "");
    }

    /** A form field without surrounding blanks; empty if it is missing or blank. */
    public Optional<String> field(String name) {
        return form.getOrDefault(name, List.of()).stream()
                .findFirst()
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** A form field as submitted, including blanks. */
    public String raw(String name) {
        return form.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }

    /** Whether a check box was ticked, or a button with this name clicked. */
    public boolean has(String name) {
        return form.containsKey(name);
    }

    /** The sentence with this key, prefixed by {@code console.}. */
    public String say(String key, Object... filledIn) {
        return sentences.of("console." + key, filledIn);
    }
}
