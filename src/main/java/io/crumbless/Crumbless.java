package io.crumbless;

import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.command.Cli;
import io.crumbless.cli.command.Parts;
import io.crumbless.cli.terminal.CleanStop;
import io.crumbless.cli.terminal.LastResort;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.night.await.AwaitingNight;
import io.crumbless.night.lineage.LiveLineage;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.metrics.NightMetrics;
import io.crumbless.night.notify.NightNotifications;
import io.crumbless.night.run.WatchedNight;
import io.crumbless.night.spark.submit.SparkEngines;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The program: hands its arguments to the command line and exits with the command's code. */
public final class Crumbless {
    private Crumbless() {}

    public static void main(String[] args) {
        CleanStop.exit(LastResort.codeOf(() -> run(args), System.err));
    }

    private static int run(String... args) {
        int threads = Runtime.getRuntime().availableProcessors();
        Parts parts = new Parts(
                () -> new WatchedNight(
                        new AwaitingNight(
                                new LocalNight(
                                        Clock.systemUTC(),
                                        threads,
                                        new NightReportPage(),
                                        new SparkEngines(new LocalEngines(threads))),
                                Clock.systemUTC()),
                        Clock.systemUTC(),
                        List.of(new NightMetrics(), new NightNotifications(), new LiveLineage())),
                () -> new PublishedAudit(threads, new SparkEngines(new LocalEngines(threads))),
                SnapshotExplainer::new);
        Cli cli = new Cli(parts, Terminal.ofThisProcess(), Clock.systemUTC(), Path.of(""));
        return cli.run(args);
    }
}
