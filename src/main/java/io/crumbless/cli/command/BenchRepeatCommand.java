package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.tools.bench.RepeatBench;
import io.crumbless.tools.bench.Scenario;
import io.crumbless.tools.bench.Skew;
import io.crumbless.tools.generate.Generation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "repeat",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure a night whose legacy deliveries did not change.",
        description = {
            "Generates the data of 'bench' and runs two nights, once. In the third night, one person in a "
                    + "hundred declares something and nothing else is delivered. This night is run in turns, without and "
                    + "with what 'reuse' kept of the second night. Both must publish the same bytes.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless bench repeat --work /var/tmp/bench --memberships 10M")
final class BenchRepeatCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(
            names = "--work",
            required = true,
            paramLabel = "DIR",
            description = "Folder for data, outputs and logs; existing data is used again.")
    private Path work = Path.of("");

    @Option(
            names = "--memberships",
            paramLabel = "N",
            converter = GenerateCommand.Amount.class,
            description = "Memberships; links, statements and people are in proportion (default: 10M).")
    private long memberships = 10_000_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    BenchRepeatCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        RepeatBench.Report report = RepeatBench.run(
                invocation.resolve(work).toAbsolutePath(),
                scenario(),
                rounds,
                Generation.Progress.NONE,
                line -> invocation.terminal().err().println("bench: " + line));
        invocation.terminal().out().print(json ? ResultJson.text(object(report)) + "\n" : words(report));
        return 0;
    }

    private Scenario scenario() {
        if (rounds < 1) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --rounds " + rounds + ": it must be 1 or more");
        }
        try {
            return new Scenario(memberships, Skew.NONE);
        } catch (IllegalArgumentException e) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --" + e.getMessage(), e);
        }
    }

    private static String words(RepeatBench.Report report) {
        StringBuilder text = new StringBuilder();
        Columns.append(
                text,
                List.of(
                        List.of("  kept", Numbers.grouped(report.keptBytes() >> 20), "MiB"),
                        List.of("  everything read, median", BenchFigures.hundredths(report.fullSeconds()), "s"),
                        List.of("  everything read, processors", BenchFigures.hundredths(report.fullCpuSeconds()), "s"),
                        List.of("  used again, median", BenchFigures.hundredths(report.reusedSeconds()), "s"),
                        List.of("  used again, processors", BenchFigures.hundredths(report.reusedCpuSeconds()), "s"),
                        List.of(
                                "  share of the time",
                                BenchFigures.hundredths(report.reusedSeconds() / report.fullSeconds())),
                        List.of(
                                "  share of the processors",
                                BenchFigures.hundredths(report.reusedCpuSeconds() / report.fullCpuSeconds()))));
        return text.toString();
    }

    private static Object object(RepeatBench.Report report) {
        return BenchFigures.measured(
                "kept_bytes",
                report.keptBytes(),
                "full_s",
                report.fullSeconds(),
                "full_cpu_s",
                report.fullCpuSeconds(),
                "reused_s",
                report.reusedSeconds(),
                "reused_cpu_s",
                report.reusedCpuSeconds());
    }
}
