package io.crumbless.settings.policy;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.PolicyFileNames;
import io.crumbless.settings.yaml.Problem;
import io.crumbless.settings.yaml.ProblemsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A small sound policy, and ways to break it. */
public final class TestingPolicy {
    private TestingPolicy() {}

    public static SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        PolicyFileNames.NAMES.forEach(name -> files.put(name, text(name)));
        return files;
    }

    public static Policy policy() {
        return PolicyFolder.compile(files());
    }

    /** The small policy with one text of one file replaced, which must be there. */
    public static SortedMap<String, String> with(String file, String find, String replace) {
        SortedMap<String, String> files = files();
        String text = files.get(file);
        if (text.indexOf(find) < 0 || text.indexOf(find) != text.lastIndexOf(find)) {
            throw new IllegalArgumentException("'" + find + "' must occur once in " + file);
        }
        files.put(file, text.replace(find, replace));
        return files;
    }

    /** The problems of the files, one per line; empty if they are valid. */
    static List<String> problems(SortedMap<String, String> files) {
        try {
            PolicyFolder.compile(files);
            return List.of();
        } catch (ProblemsException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private static String text(String name) {
        try (InputStream bytes = TestingPolicy.class.getResourceAsStream("small/" + name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
