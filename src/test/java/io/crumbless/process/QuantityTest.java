package io.crumbless.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The singular is used for one only. */
@Tag("unit")
class QuantityTest {
    /** A number that is filled in before a plural: {@code + count + " rows"}. */
    private static final Pattern COUNTED = Pattern.compile(
            "(?:size\\(\\)|Numbers\\.grouped\\([^;\"]*\\)|rows\\(\\)|bytes\\(\\)|files\\(\\)) \\+ \" ?(?:[a-z]+ )?[a-z]+s[ ,;\"]");

    @Test
    void oneIsSingular() {
        assertThat(Quantity.of(1, "row")).isEqualTo("1 row");
        assertThat(Quantity.of(1, "person", "people")).isEqualTo("1 person");
        assertThat(Quantity.noun(1, "entry", "entries")).isEqualTo("entry");
    }

    @Test
    void allElseIsMany() {
        assertThat(Quantity.of(0, "row")).isEqualTo("0 rows");
        assertThat(Quantity.of(31_204, "row")).isEqualTo("31,204 rows");
        assertThat(Quantity.of(2, "person", "people")).isEqualTo("2 people");
        assertThat(Quantity.noun(2, "contact moment")).isEqualTo("contact moments");
    }

    /** A plural written by hand beside a number is wrong for one. */
    @Test
    void noMessageOfTheCommandsWritesAPluralBesideANumber() throws IOException {
        assertThat("Numbers.grouped(report.profiles()) + \" profiles, \"").containsPattern(COUNTED);
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/crumbless/cli/command"))) {
            List<Path> all =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(all).hasSizeGreaterThan(40);
            for (Path file : all) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(COUNTED);
            }
        }
    }
}
