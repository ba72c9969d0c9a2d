package io.crumbless.cli.command;

import io.crumbless.cli.render.ResultJson;
import io.crumbless.cli.terminal.Columns;
import io.crumbless.cli.terminal.Numbers;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.tools.bench.BenchReport;
import io.crumbless.tools.bench.BenchSettings;
import io.crumbless.tools.bench.Measured;
import io.crumbless.tools.bench.NightBench;
import io.crumbless.tools.bench.Peer;
import io.crumbless.tools.bench.ProcessUsage;
import io.crumbless.tools.bench.Scenario;
import io.crumbless.tools.bench.Skew;
import io.crumbless.tools.generate.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "bench",
        subcommands = {
            BenchConsoleCommand.class,
            BenchEraseCommand.class,
            BenchExplainCommand.class,
            BenchReadCommand.class,
            BenchRepeatCommand.class
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Compare a night with DuckDB, Spark and a lower bound.",
        description = {
            "Generates data of each scale, runs Crumbless and its peers on it in turns, each as a separate "
                    + "process, and reports time, memory and ratios. Measurements count only if all have produced the "
                    + "same profiles and removals.",
            "",
            "Needs the folder with the sources. On first use, it builds the peers and fetches their libraries. "
                    + "ops/bench/README.md describes them and the numbers.",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  crumbless bench --work /var/tmp/bench",
            "  crumbless bench --work /var/tmp/bench --scales 1M,3M,10M --peers crumbless,duckdb",
            "  crumbless bench --work /var/tmp/bench --scales 1M,3M,10M --svg scale.svg",
            "  crumbless bench --work /var/tmp/bench --peers crumbless --skew subject,segment",
            "  crumbless bench console --work /var/tmp/bench",
            "  crumbless bench erase --work /var/tmp/bench",
            "  crumbless bench explain --work /var/tmp/bench",
            "  crumbless bench read --work /var/tmp/bench",
            "  crumbless bench repeat --work /var/tmp/bench",
        })
final class BenchCommand implements Callable<Integer> {
    private static final double MIB = 1024.0 * 1024.0;

    private final Invocation invocation;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Folder for data, outputs and logs; existing data is used again. 10M memberships need about 3 GB.")
    private @Nullable Path work;

    @Option(
            names = {"--scales", "--memberships"},
            paramLabel = "N",
            split = ",",
            converter = GenerateCommand.Amount.class,
            description = "Memberships; links, statements and people are in proportion (default: 10M).")
    private List<Long> scales = List.of(10_000_000L);

    @Option(
            names = "--peers",
            paramLabel = "PEER",
            split = ",",
            converter = PeerWord.class,
            description = "Peers: crumbless, crumbless-spark (the same with --engine spark), duckdb (only profiles and "
                    + "removals), duckdb-full (everything that a night writes, and the laws as queries), spark, floor "
                    + "(default: all except those on Spark).")
    private Set<Peer> peers = new TreeSet<>(List.of(Peer.CRUMBLESS, Peer.DUCKDB, Peer.DUCKDB_FULL, Peer.FLOOR));

    @Option(
            names = "--skew",
            paramLabel = "SKEW",
            split = ",",
            description =
                    "Measure skewed data too: subject, where one person has one percent of the statements; segment, "
                            + "where one segment has half of the memberships.")
    private Set<Skew> skews = Set.of();

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds (default: ${DEFAULT-VALUE}).")
    private int rounds = BenchSettings.DEFAULT_ROUNDS;

    @Option(names = "--results", paramLabel = "FILE", description = "Write all measurements to a file, as JSON.")
    private @Nullable Path results;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw time against scale; needs two or more scales.")
    private @Nullable Path svg;

    @Option(names = "--json", description = "Print one JSON object instead of the table, and nothing else.")
    private boolean json;

    BenchCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        BenchSettings settings = settings();
        if (svg != null && scales.stream().distinct().count() < 2) {
            throw new Failure(
                    ErrorCategory.CALLER, "Cannot draw --svg: one scale is no line; name two or more with --scales");
        }
        BenchReport report = NightBench.run(settings, Generation.Progress.NONE, this::report);
        String numbers = ResultJson.text(numbers(report)) + "\n";
        if (results != null) {
            write(invocation.resolve(results), numbers);
        }
        if (svg != null) {
            NightBench.draw(report, invocation.resolve(svg));
        }
        invocation.terminal().out().print(json ? numbers : words(report));
        return 0;
    }

    private void report(String line) {
        invocation.terminal().err().println("bench: " + line);
    }

    private BenchSettings settings() {
        // Not declared as required, since the parser would then require it for subcommands too.
        Path folder = work;
        if (folder == null) {
            throw new Failure(ErrorCategory.CALLER, "Missing --work: name a folder for data, outputs and logs");
        }
        try {
            List<Scenario> scenarios = new ArrayList<>();
            for (long memberships : scales) {
                scenarios.add(new Scenario(memberships, Skew.NONE));
                skews.stream()
                        .filter(skew -> skew != Skew.NONE)
                        .sorted()
                        .forEach(skew -> scenarios.add(new Scenario(memberships, skew)));
            }
            return new BenchSettings(
                    invocation.resolve(folder).toAbsolutePath(),
                    scenarios,
                    List.copyOf(peers),
                    rounds,
                    Runtime.getRuntime().availableProcessors());
        } catch (IllegalArgumentException e) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --" + e.getMessage(), e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static String words(BenchReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "  memberships",
                "skew",
                "peer",
                "median",
                "min",
                "max",
                "peak memory",
                "rows/s",
                "x crumbless",
                "x even"));
        for (Measured one : report.measured()) {
            rows.add(List.of(
                    "  " + Numbers.grouped(one.scenario().memberships()),
                    one.scenario().skew().word(),
                    one.peer().word(),
                    seconds(one.medianSeconds()),
                    seconds(one.minSeconds()),
                    seconds(one.maxSeconds()),
                    mebibytes(one.peakBytes()),
                    Numbers.grouped(Math.round(one.rowsPerSecond())),
                    times(report.timesCrumbless(one)),
                    times(report.timesEven(one))));
        }
        StringBuilder text = new StringBuilder();
        Columns.append(text, rows);
        return text.append(String.format(
                        Locale.ROOT,
                        "%d rounds on %d processors, Java %s, %s %s%n",
                        report.settings().rounds(),
                        report.settings().threads(),
                        Runtime.version(),
                        System.getProperty("os.name", "unknown"),
                        System.getProperty("os.arch", "")))
                .toString();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f s", seconds);
    }

    private static String mebibytes(OptionalLong bytes) {
        return bytes.isEmpty() ? "n/a" : Numbers.grouped(Math.round(bytes.getAsLong() / MIB)) + " MiB";
    }

    private static String times(OptionalDouble ratio) {
        return ratio.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
    }

    private static Object numbers(BenchReport report) {
        List<Object> measured = new ArrayList<>();
        for (Measured one : report.measured()) {
            measured.add(ResultJson.ordered(
                    "memberships", one.scenario().memberships(),
                    "links", one.scenario().links(),
                    "declarations", one.scenario().declarations(),
                    "skew", one.scenario().skew().word(),
                    "peer", one.peer().word(),
                    "median_s", one.medianSeconds(),
                    "min_s", one.minSeconds(),
                    "max_s", one.maxSeconds(),
                    "rows_per_s", Math.round(one.rowsPerSecond()),
                    "times_crumbless", BenchFigures.known(report.timesCrumbless(one)),
                    "times_even", BenchFigures.known(report.timesEven(one)),
                    "rounds", one.rounds().stream().map(BenchCommand::took).toList()));
        }
        return BenchFigures.measured(
                "processors",
                report.settings().threads(),
                "java",
                Runtime.version().toString(),
                "system",
                System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", ""),
                "measured",
                measured);
    }

    /** One measured process as JSON. */
    static Object took(ProcessUsage took) {
        List<Object> known = new ArrayList<>(List.of("s", took.seconds()));
        took.cpuSeconds().ifPresent(seconds -> known.addAll(List.of("cpu_s", seconds)));
        took.peakBytes().ifPresent(bytes -> known.addAll(List.of("peak_bytes", bytes)));
        return ResultJson.ordered(known.toArray());
    }

    /** Converts the name of a peer. */
    static final class PeerWord implements ITypeConverter<Peer> {
        @Override
        public Peer convert(String word) {
            return Stream.of(Peer.values())
                    .filter(peer -> peer.word().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + Stream.of(Peer.values()).map(Peer::word).collect(Collectors.joining(", "))
                            + " but was '" + word + "'"));
        }
    }
}
