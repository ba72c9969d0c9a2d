package io.crumbless;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.cli.command.Cli;
import io.crumbless.cli.command.Parts;
import io.crumbless.cli.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample is small, and the command in its README makes every file of it that is not written by hand. */
@Tag("night")
class SampleDataTest {
    private static final Path SAMPLE = Path.of("sample-data");
    private static final String COMMAND = "./crumbless generate --out sample-data ";
    private static final long MOST_BYTES = 3L << 20;

    @TempDir
    Path folder;

    @Test
    void theCommandInTheReadmeMakesTheSameBytes() throws IOException {
        generate();

        SortedMap<String, byte[]> committed = files(SAMPLE);
        committed.keySet().removeIf(SampleDataTest::isWrittenByHand);
        SortedMap<String, byte[]> made = files(folder);
        assertThat(made.keySet()).isEqualTo(committed.keySet());
        assertThat(made.keySet().stream().filter(path -> !Arrays.equals(made.get(path), committed.get(path))))
                .as("files with other bytes; if the policy has changed, run the command in sample-data/README.md again")
                .isEmpty();
    }

    @Test
    void isSmall() throws IOException {
        assertThat(files(SAMPLE).values().stream()
                        .mapToLong(bytes -> bytes.length)
                        .sum())
                .isLessThan(MOST_BYTES);
    }

    private void generate() throws IOException {
        String line = Files.readAllLines(SAMPLE.resolve("README.md")).stream()
                .filter(each -> each.startsWith(COMMAND))
                .findFirst()
                .orElseThrow();
        List<String> arguments = new ArrayList<>(List.of("generate", "--out", folder.toString()));
        arguments.addAll(List.of(line.substring(COMMAND.length()).split(" ")));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Parts parts = new Parts(SampleDataTest::none, SampleDataTest::none, SampleDataTest::none);
        int code = new Cli(parts, new Terminal(nowhere, nowhere, 0), Clock.systemUTC(), Path.of(""))
                .run(arguments.toArray(String[]::new));
        assertThat(code).isZero();
    }

    private static <T> T none() {
        throw new AssertionError("generating needs none of it");
    }

    private static boolean isWrittenByHand(String path) {
        return path.equals("README.md")
                || path.startsWith("activations/")
                || path.contains("stories")
                || path.contains("-late-");
    }

    private static SortedMap<String, byte[]> files(Path root) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
