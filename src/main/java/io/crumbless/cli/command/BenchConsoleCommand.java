package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Quantity;
import io.crumbless.tools.bench.ConsoleBench;
import io.crumbless.tools.bench.ConsoleBench.Load;
import io.crumbless.tools.bench.ConsoleBench.Report;
import io.crumbless.tools.bench.ConsoleBench.Round;
import io.crumbless.tools.bench.ConsoleBench.Times;
import io.crumbless.tools.bench.ConsoleMemory;
import io.crumbless.tools.bench.ShopSettings;
import io.crumbless.tools.generate.Generation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Measure how fast the console shows a person, to one user and to many at once.",
        description = {
            "Generates a shop and runs its nights, once. Then starts a console, and lets users look people up: "
                    + "first one user alone, then all users at the same time, each opening the next person as soon as a "
                    + "page is complete, then all users for some minutes, with an optional pause. Each access is "
                    + "recorded in the shop.",
        },
        footerHeading = "%nExample:%n",
        footer = "  crumbless bench console --work /var/tmp/bench --people 13M --minutes 60 --pause 2")
final class BenchConsoleCommand implements Callable<Integer> {
    private static final double MIB = 1024.0 * 1024.0;

    private final Invocation invocation;

    @Mixin
    private ShopOptions shop = new ShopOptions();

    @Option(names = "--users", paramLabel = "N", description = "Concurrent users (default: ${DEFAULT-VALUE}).")
    private int users = 20;

    @Option(
            names = "--looks",
            paramLabel = "N",
            description = "People that one user looks up alone, and people that all users look up together (default: "
                    + "${DEFAULT-VALUE}).")
    private int looks = 1000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Accesses of all users before the measurement begins (default: ${DEFAULT-VALUE}).")
    private int warmUp = 2000;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description =
                    "How long all users continue; memory is measured before, every ten minutes, and after (default: "
                            + "${DEFAULT-VALUE}).")
    private int minutes = 1;

    @Option(
            names = "--pause",
            paramLabel = "SECONDS",
            description = "Pause of each user between two accesses during these minutes (default: ${DEFAULT-VALUE}).")
    private int pause;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    BenchConsoleCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        Load load;
        try {
            load = new Load(users, looks, warmUp, Duration.ofMinutes(minutes), Duration.ofSeconds(pause));
        } catch (IllegalArgumentException e) {
            throw new Failure(ErrorCategory.CALLER, "Invalid arguments: " + e.getMessage(), e);
        }
        ShopSettings settings = shop.settings(invocation);
        Report report = ConsoleBench.run(settings, load, Generation.Progress.NONE, line -> invocation
                .terminal()
                .err()
                .println("bench: " + line));
        invocation.terminal().out().print(json ? ResultJson.text(object(report)) + "\n" : words(report));
        return 0;
    }

    private static String words(Report report) {
        List<List<String>> rows = new ArrayList<>(List.of(
                List.of("  warehouse", Numbers.grouped(report.profiles()), "profiles"),
                List.of(
                        "",
                        Numbers.grouped(report.bytes() >> 20),
                        "MiB in " + Quantity.of(report.snapshots(), "snapshot"))));
        rows.addAll(rows("one user", report.alone()));
        rows.addAll(rows("at once: " + report.together().users(), report.together()));
        rows.addAll(rows("held", report.held()));
        for (ConsoleMemory sample : report.memory()) {
            rows.add(List.of(
                    String.format(Locale.ROOT, "  memory after %.0f s", sample.seconds()),
                    mebibytes(sample.liveBytes()),
                    "MiB in use, " + mebibytes(sample.residentBytes()) + " resident"));
        }
        rows.add(List.of("  memory, most", mebibytes(report.peakBytes()), "MiB"));
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        return text.toString();
    }

    private static List<List<String>> rows(String name, Round round) {
        return List.of(
                List.of("  " + name, Numbers.grouped(round.page().looks()), "looks"),
                List.of("    page, median", BenchFigures.tenths(round.page().medianMillis()), "ms"),
                List.of("    page, 95 of 100", BenchFigures.tenths(round.page().p95Millis()), "ms"),
                List.of("    page, most", BenchFigures.tenths(round.page().mostMillis()), "ms"),
                List.of("    search, median", BenchFigures.tenths(round.search().medianMillis()), "ms"),
                List.of(
                        "    search, 95 of 100",
                        BenchFigures.tenths(round.search().p95Millis()),
                        "ms"),
                List.of("    processors", BenchFigures.tenths(round.cpuMillis()), "ms a look"));
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isEmpty() ? "n/a" : BenchFigures.tenths(bytes.getAsLong() / MIB);
    }

    private static Object object(Report report) {
        return BenchFigures.measured(
                "profiles",
                report.profiles(),
                "snapshots",
                report.snapshots(),
                "bytes",
                report.bytes(),
                "alone",
                object(report.alone()),
                "together",
                object(report.together()),
                "held",
                object(report.held()),
                "memory",
                report.memory().stream().map(BenchConsoleCommand::object).toList(),
                "peak_bytes",
                BenchFigures.known(report.peakBytes()));
    }

    private static Object object(Round round) {
        return ResultJson.ordered(
                "users",
                round.users(),
                "page",
                object(round.page()),
                "search",
                object(round.search()),
                "cpu_ms",
                round.cpuMillis());
    }

    private static Object object(ConsoleMemory sample) {
        return ResultJson.ordered(
                "seconds", sample.seconds(),
                "live_bytes", BenchFigures.known(sample.liveBytes()),
                "resident_bytes", BenchFigures.known(sample.residentBytes()));
    }

    private static Object object(Times times) {
        return ResultJson.ordered(
                "looks", times.looks(),
                "median_ms", times.medianMillis(),
                "p95_ms", times.p95Millis(),
                "most_ms", times.mostMillis());
    }
}
