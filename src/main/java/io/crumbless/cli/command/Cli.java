package io.crumbless.cli.command;

import io.crumbless.cli.terminal.CleanStop;
import io.crumbless.cli.terminal.ExitCodes;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import picocli.CommandLine;

/** Runs the program with the arguments of one invocation, and returns the exit code. */
public final class Cli {
    /** Dates outside this range are typing errors. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(2199, 12, 31);

    private static final int WIDTH = 100;

    private final Invocation invocation;

    public Cli(Parts parts, Terminal terminal, Clock clock, Path workingFolder) {
        this(new Invocation(
                parts, terminal, clock, workingFolder.toAbsolutePath().normalize()));
    }

    Cli(Invocation invocation) {
        this.invocation = invocation;
    }

    /** @return exit code of the command: see {@link ExitCodes} */
    public int run(String... arguments) {
        Terminal terminal = invocation.terminal();
        FailureMessages failures = new FailureMessages(invocation);
        CommandLine commands = new CommandLine(new CrumblessCommand(), new Commands(invocation));
        CrumblessCommand.wanted(arguments).forEach(commands::addSubcommand);
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors(terminal))
                .setExecutionExceptionHandler(failures);
        commands.registerConverter(LocalDate.class, Cli::date);
        commands.registerConverter(Duration.class, Cli::duration);
        layOutHelp(commands);
        CommandLine help = commands.getSubcommands().get(CrumblessCommand.HELP);
        if (help != null) {
            // Accepted because users are used to it; the help names the option instead.
            help.getCommandSpec().usageMessage().hidden(true);
        }
        try (CleanStop stop = CleanStop.ofThisThread()) {
            return written(commands.execute(arguments));
        } catch (Error serious) {
            // Out of memory or a missing class: commands cannot handle these errors, but they have an exit code.
            return failures.report(serious, List.of(arguments).contains("--json"));
        }
    }

    /** A PrintStream hides write errors, and truncated output would look complete. */
    private int written(int code) {
        if (!invocation.terminal().out().checkError()) {
            return code;
        }
        invocation
                .terminal()
                .err()
                .println("crumbless: Cannot write the output: it is cut short; check the free space where it goes");
        return code == 0 ? ErrorCategory.ENVIRONMENT.exitCode() : code;
    }

    private static LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (!date.isBefore(FIRST_DAY) && !date.isAfter(LAST_DAY)) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // The message is the same for both.
        }
        throw new CommandLine.TypeConversionException("expected a day such as 2026-11-22, from " + FIRST_DAY + " to "
                + LAST_DAY + ", but was '" + text + "'");
    }

    private static Duration duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // The message is the same for both.
        }
        throw new CommandLine.TypeConversionException(
                "expected a time such as PT3H for three hours or PT45M for 45 minutes, but was '" + text + "'");
    }

    private static void layOutHelp(CommandLine command) {
        CommandLine.Model.UsageMessageSpec help = command.getCommandSpec().usageMessage();
        help.parameterListHeading("%n").exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCodes.meanings());
        if (help.header().length > 0) {
            help.synopsisHeading("%nUsage: ");
        }
        if (command.getCommandSpec().positionalParameters().isEmpty()) {
            help.optionListHeading("%n");
        }
        command.getSubcommands().values().forEach(Cli::layOutHelp);
    }

    /** Creates a command when it is called, so that help and other commands do not load its classes. */
    private record Commands(Invocation invocation) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Invocation.class).newInstance(invocation);
            } catch (NoSuchMethodException e) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }
}
