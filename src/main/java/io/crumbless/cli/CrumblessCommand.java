package io.crumbless.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "crumbless",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Rebuilds customer profiles from what customers said themselves.",
        subcommands = {
            RunCommand.class,
            ScheduleCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            ExplainCommand.class,
            StatementCommand.class,
            EraseCommand.class,
            ReadmitCommand.class,
            ErasureKeyCommand.class,
            RollbackCommand.class,
            ReportCommand.class,
            AuditCommand.class,
            RetireCommand.class,
            PolicyCommand.class,
            GenerateCommand.class,
            BenchCommand.class,
            WarmUpCommand.class,
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  crumbless run jobs/nightly-profiles.yaml --date 2026-11-22",
            "",
            "'crumbless COMMAND --help' tells more about a command.",
        })
final class CrumblessCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
