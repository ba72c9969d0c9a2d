package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of {@code bench} are checked before anything is generated. */
@Tag("night")
class BenchCommandTest {
    private static final Parts PARTS = new Parts(TestingParts::none, TestingParts::none, TestingParts::none);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                0);
        return new Cli(PARTS, terminal, Clock.systemUTC(), folder).run(arguments);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void asksForAFolder() {
        assertThat(run("bench")).isEqualTo(2);
        assertThat(said()).isEqualTo("crumbless: Missing --work: name a folder for data, outputs and logs\n");
    }

    @Test
    void oneScaleIsNoLine() {
        assertThat(run("bench", "--work", "w", "--scales", "1M,1M", "--svg", "s.svg"))
                .isEqualTo(2);
        assertThat(said()).startsWith("crumbless: Cannot draw --svg: one scale is no line");
    }

    @Test
    void refusesUnknownPeersAndCountsThatMeanNothing() {
        assertThat(run("bench", "--work", "w", "--peers", "postgres")).isEqualTo(2);
        assertThat(said()).contains("duckdb", "'postgres'");
        assertThat(run("bench", "--work", "w", "--rounds", "0")).isEqualTo(2);
        assertThat(said()).contains("Invalid --rounds must be 1 or more but was 0");
        assertThat(run("bench", "--work", "w", "--scales", "3")).isEqualTo(2);
        assertThat(said()).contains("Invalid --memberships must be between 10 and");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void helpSaysHowToMeasure() {
        assertThat(run("bench", "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--scales", "--peers", "--skew", "--rounds", "ops/bench/README.md");
    }
}
