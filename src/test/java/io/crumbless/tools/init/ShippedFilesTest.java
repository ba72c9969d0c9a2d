package io.crumbless.tools.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The files that a draft copies from the shipped policy are equal to it: the program contains copies, since a release
 * may be installed anywhere.
 */
@Tag("unit")
class ShippedFilesTest {
    private static final Path SHIPPED = Path.of("jobs/policy");
    private static final Path COPIES = Path.of("src/main/resources/io/crumbless/tools/init");

    @Test
    void theBarOfAdmissionIsTheShippedOne() {
        assertThat(COPIES.resolve("admission.yaml"))
                .isNotEmptyFile()
                .hasSameTextualContentAs(SHIPPED.resolve("admission.yaml"));
    }

    /** A draft omits the United States: some states refuse people of unknown age, so it could not be used unchanged. */
    @Test
    void jurisdictionsAreASelectionOfTheShippedOnes() throws IOException {
        List<String> copy = Files.readAllLines(COPIES.resolve("jurisdictions.yaml"));

        assertThat(Files.readAllLines(SHIPPED.resolve("jurisdictions.yaml")))
                .containsSubsequence(copy.subList(0, copy.size() - 2));
        assertThat(copy.get(copy.size() - 1)).contains("jobs/policy/jurisdictions.yaml");
        assertThat(copy).anyMatch(line -> line.startsWith("  DE: ")).noneMatch(line -> line.startsWith("  US-"));
    }
}
