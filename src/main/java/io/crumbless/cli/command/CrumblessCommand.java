package io.crumbless.cli.command;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "crumbless",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Rebuilds customer profiles from what customers declared themselves.",
        footerHeading = "%nExample:%n",
        footer = {
            "  crumbless run jobs/nightly-profiles.yaml --date 2026-11-22",
            "",
            "'crumbless COMMAND --help' explains a command.",
        })
final class CrumblessCommand implements Runnable {
    static final String HELP = "help";

    /** By name, in the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("schedule", ScheduleCommand.class);
        COMMANDS.put("status", StatusCommand.class);
        COMMANDS.put("history", HistoryCommand.class);
        COMMANDS.put("explain", ExplainCommand.class);
        COMMANDS.put("statement", StatementCommand.class);
        COMMANDS.put("requests", RequestsCommand.class);
        COMMANDS.put("erase", EraseCommand.class);
        COMMANDS.put("readmit", ReadmitCommand.class);
        COMMANDS.put("erasure-key", ErasureKeyCommand.class);
        COMMANDS.put("signing-key", SigningKeyCommand.class);
        COMMANDS.put("rollback", RollbackCommand.class);
        COMMANDS.put("console", ConsoleCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("audit", AuditCommand.class);
        COMMANDS.put("proof", ProofCommand.class);
        COMMANDS.put("verify", VerifyCommand.class);
        COMMANDS.put("retire", RetireCommand.class);
        COMMANDS.put("policy", PolicyCommand.class);
        COMMANDS.put("dictionary", DictionaryCommand.class);
        COMMANDS.put("views", ViewsCommand.class);
        COMMANDS.put("inspect", InspectCommand.class);
        COMMANDS.put("init", InitCommand.class);
        COMMANDS.put("connector", ConnectorCommand.class);
        // In a separate jar that production installations do not need.
        addIfThere("generate", "GenerateCommand");
        addIfThere("bench", "BenchCommand");
        COMMANDS.put("warm-up", WarmUpCommand.class);
        COMMANDS.put(HELP, HelpCommand.class);
    }

    private static void addIfThere(String name, String simpleName) {
        try {
            COMMANDS.put(
                    name,
                    Class.forName(
                            CrumblessCommand.class.getPackageName() + "." + simpleName,
                            false,
                            CrumblessCommand.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            // crumbless-tools.jar is not installed: the command is unknown, and the help does not name it.
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /**
     * The commands that the parser has to load for some arguments: the one that is named, or all of them for help and
     * for misspelt names. Loading them all takes a tenth of a second.
     */
    static Map<String, Class<?>> wanted(String... arguments) {
        Class<?> only = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        return only == null || only == HelpCommand.class
                ? Collections.unmodifiableMap(COMMANDS)
                : Map.of(arguments[0], only);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
