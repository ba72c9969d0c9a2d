package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.yaml.Names;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports errors of a command line in two lines; the complete help would push them off the screen. */
final class UsageErrors implements CommandLine.IParameterExceptionHandler {
    private static final Pattern CHOICES = Pattern.compile("expected one of \\[([A-Z_, ]+)] \\(case-insensitive\\)");

    private final Terminal terminal;

    UsageErrors(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        String message = message(problem, command);
        terminal.err().println("crumbless: " + message);
        terminal.err().println("'" + command.getCommandSpec().qualifiedName() + " --help' shows the usage");
        if (List.of(arguments).contains("--json")) {
            terminal.out().println(ResultJson.failure(new Failure(ErrorCategory.CALLER, message)));
        }
        return ErrorCategory.CALLER.exitCode();
    }

    private static String message(ParameterException problem, CommandLine command) {
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String given = unmatched.getUnmatched().get(0);
            if (given.startsWith("-")) {
                return "Unknown option '" + given + "'" + Names.hint(given, options(command));
            }
            if (!command.getSubcommands().isEmpty()) {
                return "Unknown command '" + given + "'"
                        + Names.hint(given, List.copyOf(command.getSubcommands().keySet()));
            }
            return "Too many arguments for '" + command.getCommandSpec().qualifiedName() + "'"
                    + (isAboutPeople(command) ? "" : ": '" + given + "'")
                    + "; put quotes around a value that contains blanks";
        }
        return inOurWords(String.valueOf(problem.getMessage()));
    }

    /** Whether an argument may be the id of a person, which no message repeats. */
    private static boolean isAboutPeople(CommandLine command) {
        return command.getCommandSpec().positionalParameters().stream()
                .anyMatch(parameter -> parameter.paramLabel().contains("SUBJECT"));
    }

    /** The allowed values as in the help: picocli lists enum constants and names Java types. */
    private static String inOurWords(String message) {
        return CHOICES.matcher(
                        message.replaceFirst("('[^']*') is not an? (int|long)$", "expected a whole number but was $1"))
                .replaceAll(choices -> Matcher.quoteReplacement(
                        "expected " + choices.group(1).toLowerCase(Locale.ROOT).replaceFirst(", (?=[^,]*$)", " or ")));
    }

    private static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(option -> option.longestName())
                .toList();
    }
}
