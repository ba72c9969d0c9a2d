package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.tools.generate.Generation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Compares a nightly run of Crumbless with its peers. All take turns, each in its own process.
 *
 * <p>The first round of each scenario is not measured. It loads the data into the page cache, and verifies that the
 * profiles and removals of all peers are the same, row by row.
 */
public final class NightBench {
    private static final String UNCOUNTED = "uncounted ";

    private final BenchSettings settings;
    private final Checkout checkout;
    private final Generation.Progress generating;
    private final Consumer<String> progress;

    private NightBench(
            BenchSettings settings, Checkout checkout, Generation.Progress generating, Consumer<String> progress) {
        this.settings = settings;
        this.checkout = checkout;
        this.generating = generating;
        this.progress = progress;
    }

    /**
     * Runs the bench.
     *
     * @param progress receives a line for each step
     * @throws Failure if the program runs without its sources, a peer fails, or results differ
     * @throws io.crumbless.process.Stopped if the thread is interrupted while a peer runs
     */
    public static BenchReport run(BenchSettings settings, Generation.Progress generating, Consumer<String> progress) {
        NightBench bench = new NightBench(settings, Checkout.find(), generating, progress);
        bench.preparePeers();
        List<Measured> measured = new ArrayList<>();
        for (Scenario scenario : settings.scenarios()) {
            measured.addAll(bench.measure(scenario));
        }
        return new BenchReport(settings, measured);
    }

    private Path logs() {
        return Folders.create(settings.work().resolve("logs"));
    }

    private void preparePeers() {
        boolean withSpark = settings.peers().contains(Peer.SPARK);
        if (!checkout.hasPeers(withSpark)) {
            progress.accept("building the peers, this happens once; their libraries are fetched"
                    + (withSpark ? ", about 500 MB with those of Spark" : ""));
            checkout.buildPeers(withSpark, logs().resolve("build-peers.log"));
        }
    }

    private List<Measured> measure(Scenario scenario) {
        BenchData data = new BenchData(settings.work().resolve("data"), checkout.policy(), scenario);
        data.provide(settings.threads(), generating, progress);
        Path out = Folders.create(settings.work().resolve("out").resolve(scenario.folderName()));
        PeerCommands commands = new PeerCommands(checkout, data, out, settings.threads());
        compare(scenario, commands);
        Map<Peer, List<ProcessUsage>> rounds = new EnumMap<>(Peer.class);
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Peer peer : settings.peers()) {
                ProcessUsage took = turn(scenario, peer, commands);
                rounds.computeIfAbsent(peer, each -> new ArrayList<>()).add(took);
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s, round %d of %d: %s %.1f s",
                        scenario.folderName(),
                        round,
                        settings.rounds(),
                        peer.word(),
                        took.seconds()));
            }
        }
        return settings.peers().stream()
                .map(peer -> new Measured(scenario, peer, rounds.getOrDefault(peer, List.of())))
                .toList();
    }

    /**
     * Runs all peers once and compares their results. The floor rewrites what Crumbless has published, so Crumbless
     * always runs first.
     */
    private void compare(Scenario scenario, PeerCommands commands) {
        turn(scenario, Peer.CRUMBLESS, commands);
        Set<String> datasets = new LinkedHashSet<>(Peer.DUCKDB.compared());
        settings.peers().stream()
                .filter(peer -> peer != Peer.CRUMBLESS)
                .forEach(peer -> datasets.addAll(peer.compared()));
        Map<String, String> ours = checksums(scenario, Peer.CRUMBLESS, List.copyOf(datasets), commands);
        for (Peer peer : settings.peers()) {
            if (peer != Peer.CRUMBLESS) {
                turn(scenario, peer, commands);
                requireSame(scenario, peer, ours, checksums(scenario, peer, peer.compared(), commands));
            }
        }
        progress.accept(scenario.folderName() + ", round before the first: all results are the same (" + ours + ")");
    }

    private static void requireSame(
            Scenario scenario, Peer peer, Map<String, String> ours, Map<String, String> theirs) {
        theirs.forEach((dataset, sum) -> {
            if (!sum.equals(ours.get(dataset))) {
                throw new Failure(
                        ErrorCategory.INTERNAL,
                        "Cannot measure " + scenario.folderName() + ": rows and checksum of " + dataset
                                + " by crumbless are " + ours.get(dataset) + ", by " + peer.word() + " " + sum
                                + "; one of the two is wrong");
            }
        });
    }

    /** Row count and checksum by dataset. */
    private Map<String, String> checksums(Scenario scenario, Peer peer, List<String> datasets, PeerCommands commands) {
        Map<String, String> sums = new TreeMap<>();
        for (String dataset : datasets) {
            Path log = log(scenario, peer, "checksum-" + dataset.replace('/', '-'));
            MeasuredProcess.run(
                    "the checksum of " + peer.word(), commands.checksum(peer, dataset), settings.work(), log);
            sums.put(dataset, lastLine(log));
        }
        return sums;
    }

    private ProcessUsage turn(Scenario scenario, Peer peer, PeerCommands commands) {
        commands.clear(peer);
        Path log = log(scenario, peer, "run");
        ProcessUsage took = MeasuredProcess.run(peer.word(), commands.command(peer), settings.work(), log);
        return peer == Peer.FLOOR ? took.less(uncounted(lastLine(log))) : took;
    }

    private Path log(Scenario scenario, Peer peer, String what) {
        return logs().resolve(scenario.folderName() + "-" + peer.word() + "-" + what + ".log");
    }

    /** The seconds in which the floor only fetched its input, which are not counted. */
    private static double uncounted(String line) {
        if (!line.startsWith(UNCOUNTED)) {
            throw new IllegalStateException("The floor ended without reporting what does not count");
        }
        return Double.parseDouble(line.substring(UNCOUNTED.length()));
    }

    private static String lastLine(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot read " + log + ": " + e.getMessage(), e);
        }
    }

    /** Draws a chart of time against scale into an SVG file; needs at least two scales. */
    public static void draw(BenchReport report, Path svg) {
        Checkout checkout = Checkout.find();
        BenchSettings settings = report.settings();
        Path logs = Folders.create(settings.work().resolve("logs"));
        Path points = logs.resolve("chart-points.tsv");
        try {
            Files.writeString(points, report.points());
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot write " + points + ": " + e.getMessage(), e);
        }
        Scenario any = settings.scenarios().get(0);
        BenchData data = new BenchData(settings.work().resolve("data"), checkout.policy(), any);
        PeerCommands commands = new PeerCommands(checkout, data, settings.work(), settings.threads());
        MeasuredProcess.run("the chart", commands.chart(points, svg), settings.work(), logs.resolve("chart.log"));
    }
}
