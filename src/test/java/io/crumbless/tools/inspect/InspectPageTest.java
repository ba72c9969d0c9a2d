package io.crumbless.tools.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page says what every likely mistake means. */
@Tag("unit")
class InspectPageTest {
    @ParameterizedTest
    @EnumSource(LikelyMistake.Kind.class)
    void everyMistakeIsExplained(LikelyMistake.Kind kind) throws IOException {
        assertThat(Files.readString(Path.of("docs/reference/inspect.md"))).contains("| `" + kind.word() + "` |");
    }
}
