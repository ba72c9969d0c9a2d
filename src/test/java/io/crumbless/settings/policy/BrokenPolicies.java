package io.crumbless.settings.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every way to break a policy, each by one change to the small valid one, with all expected problems: one case per file
 * in {@code src/test/resources/broken-policies}, whose name is its title.
 */
final class BrokenPolicies {
    private static final Path FOLDER = Path.of("src/test/resources/broken-policies");
    private static final Pattern CASE = Pattern.compile("""
            file: (.+)
            schema: (refused|accepted|nothing)
            === instead of
            (.*)=== write
            (.*)=== problems
            (.+)""", Pattern.DOTALL);

    private BrokenPolicies() {}

    /** The result of validating the change against the JSON Schema of the file. */
    enum SchemaSays {
        REFUSED,
        /** Only the reader can see it: it compares names with each other, or computes. */
        ACCEPTED,
        /** A fault of YAML or CSV syntax, which a schema does not describe. */
        NOTHING
    }

    /**
     * One way to break it.
     *
     * @param find text that occurs once in the file
     * @param problems all of them, in reading order
     */
    record Broken(String title, String file, String find, String replace, SchemaSays schema, List<String> problems) {
        SortedMap<String, String> files() {
            return TestingPolicy.with(file, find, replace);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static List<Broken> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(BrokenPolicies::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Broken read(Path file) {
        try {
            Matcher parts = CASE.matcher(Files.readString(file));
            if (!parts.matches()) {
                throw new IllegalArgumentException("Cannot read " + file + ": it is no case");
            }
            return new Broken(
                    file.getFileName().toString().replace(".txt", "").replace('-', ' '),
                    parts.group(1),
                    withoutLastBreak(parts.group(3)),
                    withoutLastBreak(parts.group(4)),
                    SchemaSays.valueOf(parts.group(2).toUpperCase(Locale.ROOT)),
                    parts.group(5).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that ends a line ends with an empty one in the file. */
    private static String withoutLastBreak(String lines) {
        return lines.isEmpty() ? lines : lines.substring(0, lines.length() - 1);
    }
}
