package io.crumbless.cli.command;

import io.crumbless.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the program in a folder, and keeps its last output. Parts that a test must not use are missing. */
final class TestingCli {
    private final Path folder;
    private final Clock clock;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final Parts parts;

    TestingCli(Path folder) {
        this(folder, Clock.systemUTC());
    }

    TestingCli(Path folder, Clock clock) {
        this(folder, new Parts(TestingParts::none, TestingParts::none, TestingParts::none), clock);
    }

    TestingCli(Path folder, Parts parts) {
        this(folder, parts, Clock.systemUTC());
    }

    TestingCli(Path folder, Parts parts, Clock clock) {
        this.folder = folder;
        this.parts = parts;
        this.clock = clock;
    }

    /** @return the exit code */
    int run(String... arguments) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                0);
        return new Cli(parts, terminal, clock, folder).run(arguments);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JsonMapper.builder().build().readTree(out());
    }
}
