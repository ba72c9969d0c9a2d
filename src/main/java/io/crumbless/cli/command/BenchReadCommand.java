package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.tools.bench.ReadBench;
import io.crumbless.tools.bench.ReadReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Compare the speed of reading CSV and JSON Lines with DuckDB.",
        description = {
            "Writes CSV and JSON Lines, plain and with gzip, once. Reads six of their nine columns with "
                    + "Crumbless and with DuckDB, on one thread each and in turns, and files with gzip also through "
                    + "'gzip -dc'. Measurements count only if all have read the same rows.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless bench read --work /var/tmp/bench --rows 5M")
final class BenchReadCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(
            names = "--work",
            required = true,
            paramLabel = "DIR",
            description = "Folder for files and logs; existing files are used again. 1M rows need 0.4 GB.")
    private Path work = Path.of("");

    @Option(
            names = "--rows",
            paramLabel = "N",
            converter = GenerateCommand.Amount.class,
            description = "Rows of each file (default: 3M).")
    private long rows = 3_000_000;

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    BenchReadCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if (rows < 1 || rounds < 1) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --rows or --rounds: both must be 1 or more");
        }
        ReadReport report = ReadBench.run(invocation.resolve(work).toAbsolutePath(), rows, rounds, line -> invocation
                .terminal()
                .err()
                .println("bench: " + line));
        invocation.terminal().out().print(json ? ResultJson.text(object(report)) + "\n" : words(report));
        return 0;
    }

    /** Throughput in MiB per second. */
    private static String throughput(ReadReport.Reader one) {
        return Numbers.grouped(Math.round(one.bytes() / one.medianSeconds() / (1 << 20)));
    }

    private static String words(ReadReport report) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("  file", "MiB", "reader", "median", "processor", "again", "MiB/s", "crumbless is", "again"));
        for (ReadReport.Reader one : report.measured()) {
            lines.add(List.of(
                    "  " + one.file(),
                    Numbers.grouped(one.bytes() >> 20),
                    one.reader(),
                    BenchFigures.hundredths(one.medianSeconds()) + " s",
                    BenchFigures.hundredths(one.medianCpuSeconds()) + " s",
                    seconds(one.medianAgainCpuSeconds()),
                    throughput(one),
                    BenchFigures.hundredths(report.timesAsFastByCpu(one)) + " times as fast",
                    times(report.timesAsFastAgain(one))));
        }
        StringBuilder text = new StringBuilder();
        Columns.append(text, lines);
        return text.toString();
    }

    private static String seconds(OptionalDouble value) {
        return value.isPresent() ? BenchFigures.hundredths(value.getAsDouble()) + " s" : "n/a";
    }

    private static String times(OptionalDouble value) {
        return value.isPresent() ? BenchFigures.hundredths(value.getAsDouble()) + " times" : "n/a";
    }

    private static Object object(ReadReport report) {
        List<Object> measured = new ArrayList<>();
        for (ReadReport.Reader one : report.measured()) {
            measured.add(ResultJson.ordered(
                    "file",
                    one.file(),
                    "bytes",
                    one.bytes(),
                    "reader",
                    one.reader(),
                    "seconds",
                    one.seconds(),
                    "median_s",
                    one.medianSeconds(),
                    "cpu_s",
                    one.medianCpuSeconds(),
                    "again_cpu_s",
                    BenchFigures.known(one.medianAgainCpuSeconds()),
                    "crumbless_times_as_fast",
                    report.timesAsFast(one),
                    "crumbless_times_as_fast_by_cpu",
                    report.timesAsFastByCpu(one),
                    "crumbless_times_as_fast_again",
                    BenchFigures.known(report.timesAsFastAgain(one))));
        }
        return BenchFigures.measured("rows", report.rows(), "measured", measured);
    }
}
