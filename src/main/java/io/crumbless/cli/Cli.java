package io.crumbless.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import picocli.CommandLine;

/** Runs the program with the arguments of one invocation, and says by the exit code who has to act. */
public final class Cli {
    private static final int WIDTH = 100;

    private final Session session;

    public Cli(Parts parts, Terminal terminal, Clock clock, Path workingFolder) {
        this.session = new Session(
                parts, terminal, clock, workingFolder.toAbsolutePath().normalize());
    }

    /** @return exit code of the command: see {@link ExitCodes} */
    public int run(String... arguments) {
        Terminal terminal = session.terminal();
        CommandLine commands = new CommandLine(new CrumblessCommand(), new Commands(session))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures(session));
        ExitCodes.describe(commands);
        return commands.execute(arguments);
    }

    /** Makes a command when it is called for, so that help and the other commands do not load what it needs. */
    private record Commands(Session session) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Session.class).newInstance(session);
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }
}
