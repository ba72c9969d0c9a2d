package io.crumbless.night.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entire nights, from files to an audited snapshot, decide as written in the scenarios of {@link TestingNights}. */
@Tag("night")
class NightsTest {
    private static final Pattern EXAMPLE = Pattern.compile("```night\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    static List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/nights"))) {
            return files.sorted().toList();
        }
    }

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("docs/reference/rules.md")))
                .results()
                .map(example -> example.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("written")
    void decideAsWrittenDown(Path file) throws IOException {
        new TestingNights(folder, Files.readString(file)).run();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void decideAsThePageOfRulesSays(String example) throws IOException {
        new TestingNights(folder, example).run();
    }
}
