package io.crumbless.tools.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a draft takes over from the shipped policy is the same there: the program carries a copy, since a release may lie anywhere. */
@Tag("unit")
class ShippedFilesTest {
    @ParameterizedTest
    @ValueSource(strings = {"admission.yaml", "jurisdictions.yaml"})
    void theCopyIsTheShippedFile(String name) throws IOException {
        Path copy = Path.of("src/main/resources/io/crumbless/tools/init", name);

        assertThat(copy).hasSameTextualContentAs(Path.of("jobs/policy", name));
        assertThat(Files.size(copy)).isPositive();
    }
}
