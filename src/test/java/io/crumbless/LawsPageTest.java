package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.warehouse.audit.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of laws names tests that are there, and every law that the audit cites. */
@Tag("unit")
class LawsPageTest {
    private static final Path PAGE = Path.of("docs/concepts/laws.md");

    @Test
    void everyTestNamedIsThere() throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher test = Pattern.compile("`(\\w+Test)`").matcher(Files.readString(PAGE));
        while (test.find()) {
            named.add(test.group(1));
        }
        Set<String> there;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            there = files.map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
                    .collect(Collectors.toSet());
        }

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(there).containsAll(named);
    }

    @Test
    void everyLawHasItsRow() throws IOException {
        String page = Files.readString(PAGE);

        for (int law = 1; law <= 12; law++) {
            assertThat(page).contains("| " + law + " | ");
        }
        for (Rule rule : Rule.values()) {
            assertThat(rule.law()).isBetween(1, 12);
        }
    }
}
