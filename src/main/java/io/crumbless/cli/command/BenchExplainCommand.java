package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.tools.bench.ExplainBench;
import io.crumbless.tools.bench.ShopSettings;
import io.crumbless.tools.generate.Generation;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how fast one person is explained.",
        description = {
            "Generates a shop and runs its nights, once. Then explains each of a number of people once, from "
                    + "the id to the text: in this process after warm-up, and with the command 'explain', which records "
                    + "its use in the shop.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless bench explain --work /var/tmp/bench --people 13M")
final class BenchExplainCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    private ShopOptions shop = new ShopOptions();

    @Option(
            names = "--explain",
            paramLabel = "N",
            description = "People in the warm process (default: ${DEFAULT-VALUE}).")
    private int count = 1000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of the command (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    BenchExplainCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (count < 1 || rounds < 1) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --explain or --rounds: both must be 1 or more");
        }
        ShopSettings settings = shop.settings(invocation);
        ExplainBench.Report report =
                ExplainBench.run(settings, count, rounds, Generation.Progress.NONE, line -> invocation
                        .terminal()
                        .err()
                        .println("bench: " + line));
        invocation.terminal().out().print(json ? ResultJson.text(object(report)) + "\n" : words(report));
        return 0;
    }

    private static String words(ExplainBench.Report report) {
        StringBuilder text = new StringBuilder();
        Columns.append(
                text,
                List.of(
                        List.of("  warehouse", Numbers.grouped(report.profiles()), "profiles"),
                        List.of(
                                "",
                                Numbers.grouped(report.bytes() >> 20),
                                "MiB in " + Quantity.of(report.snapshots(), "snapshot")),
                        List.of("  warm, median", BenchFigures.hundredths(report.medianMillis()), "ms"),
                        List.of("  warm, 99 of 100", BenchFigures.hundredths(report.p99Millis()), "ms"),
                        List.of("  warm, most", BenchFigures.hundredths(report.mostMillis()), "ms"),
                        List.of("  warm, processors", BenchFigures.hundredths(report.cpuMillis()), "ms a person"),
                        List.of("  command, median", BenchFigures.hundredths(report.commandSeconds()), "s"),
                        List.of(
                                "  command, processors",
                                report.commandCpuSeconds().isPresent()
                                        ? BenchFigures.hundredths(
                                                report.commandCpuSeconds().getAsDouble())
                                        : "n/a",
                                "s")));
        return text.toString();
    }

    private static Object object(ExplainBench.Report report) {
        return BenchFigures.measured(
                "profiles",
                report.profiles(),
                "snapshots",
                report.snapshots(),
                "bytes",
                report.bytes(),
                "people",
                report.people(),
                "median_ms",
                report.medianMillis(),
                "p99_ms",
                report.p99Millis(),
                "most_ms",
                report.mostMillis(),
                "cpu_ms",
                report.cpuMillis(),
                "command_s",
                report.commandSeconds(),
                "command_cpu_s",
                BenchFigures.known(report.commandCpuSeconds()));
    }
}
