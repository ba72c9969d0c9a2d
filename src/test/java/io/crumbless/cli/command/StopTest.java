package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingPostgres;
import io.crumbless.TestingProcess;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.cli.terminal.CleanStop;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.tools.generate.GenerateSettings;
import io.crumbless.tools.generate.Generation;
import io.crumbless.warehouse.signature.DetachedSignature;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Promise: a night that is asked to stop, by any signal and at any moment, reports that the same command continues it;
 * that command does, and produces the same bytes as a night that was not stopped.
 */
@Tag("crash")
@Tag("database")
@Tag("night")
@Execution(ExecutionMode.CONCURRENT)
class StopTest {
    /** Stops for each of the two control databases. */
    private static final int STOPS = Integer.getInteger("stop.rounds", 8);

    /** Maximum number of stops of one night; then it runs to its end. */
    private static final int MOST_STOPS = 8;

    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    private static final Map<String, Integer> SIGNALS = new TreeMap<>(Map.of("HUP", 1, "INT", 2, "TERM", 15));

    /** Before the first step: the deliveries are counted, and the control database is opened. */
    private static final String INTAKE = "intake";

    private static final String BEGAN = "began ";

    private static final List<String> PHASES = List.of(
            INTAKE,
            "link cookies",
            "strip legacy",
            "admit declarations",
            "merge profiles",
            "write parts",
            "close books",
            "audit",
            "publish");

    /** A phase takes 10 to 100 ms, so a stop occurs in it or in the next one. */
    private static final int LONGEST_DELAY_MILLIS = 60;

    @TempDir
    private Path folder;

    private final Random random = new Random(15);
    private SortedMap<String, String> undisturbed = new TreeMap<>();

    @BeforeEach
    void generate() throws Exception {
        Generation.run(
                GenerateSettings.builder(folder, Path.of("jobs/policy").toAbsolutePath(), NIGHT, 800)
                        .build(),
                2,
                Generation.Progress.NONE);
        Path legacy = folder.resolve("legacy/dmp/" + NIGHT);
        for (String copy : List.of("more", "most")) {
            Files.copy(legacy.resolve("memberships.parquet"), legacy.resolve(copy + ".parquet"));
        }
        assertThat(run(job("undisturbed", ""), "", 0)).isZero();
        undisturbed = files("undisturbed");
    }

    @Test
    void theSameCommandContinuesItWithAnH2File() throws Exception {
        int stopped = 0;
        for (int night = 0; stopped < STOPS; night++) {
            stopped += stopOverAndOver("h2-" + night, "");
        }
    }

    @Test
    void theSameCommandContinuesItWithPostgres() throws Exception {
        int stopped = 0;
        for (int night = 0; stopped < STOPS; night++) {
            String url = TestingPostgres.create().url();
            stopped += stopOverAndOver("postgres-" + night, ", url: '" + url + "'");
        }
    }

    /** @return number of stops until the night was complete */
    private int stopOverAndOver(String name, String url) throws Exception {
        Path job = job(name, url);
        int stops = 0;
        while (run(job, stops < MOST_STOPS ? phase() : "", random.nextInt(LONGEST_DELAY_MILLIS)) != 0) {
            stops++;
        }
        assertThat(files(name)).isEqualTo(undisturbed);
        return stops;
    }

    /**
     * Runs the night in a separate process, and stops it in a phase if it reaches that.
     *
     * @return its exit code
     */
    private int run(Path job, String phase, int afterMillis) throws Exception {
        String signal = List.copyOf(SIGNALS.keySet()).get(random.nextInt(SIGNALS.size()));
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
        command.addAll(TestingProcess.command(StoppedNight.class, "run", job.toString(), "--date", NIGHT.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        boolean stopped = false;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (!stopped && isThatOrLater(line, phase)) {
                    TimeUnit.MILLISECONDS.sleep(afterMillis);
                    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor();
                    stopped = true;
                }
            }
        }
        int exit = process.waitFor();
        String all = String.join("\n", said);
        assertThat(exit).as(all).isIn(stopped ? List.of(0, 128 + SIGNALS.get(signal)) : List.of(0));
        assertThat(said.stream().filter(line -> line.startsWith("crumbless:")))
                .as(all)
                .allMatch(line -> line.startsWith("crumbless: Stopped") && line.contains("the same command"));
        assertThat(all).doesNotContain("Exception in thread", "defect");
        return exit;
    }

    private String phase() {
        return PHASES.get(random.nextInt(PHASES.size()));
    }

    /** Phases completed by earlier attempts do not begin again. */
    private static boolean isThatOrLater(String line, String phase) {
        return !phase.isEmpty()
                && line.startsWith(BEGAN)
                && PHASES.indexOf(line.substring(BEGAN.length())) >= PHASES.indexOf(phase);
    }

    private Path job(String name, String url) throws IOException {
        String generated = Files.readString(folder.resolve("job.yaml"));
        String job = generated.replaceAll("(?m)^warehouse:.*$", "warehouse: " + name + "/warehouse")
                + "control: { folder: " + name + "/control" + url + " }\n";
        return Files.writeString(folder.resolve("job-" + name + ".yaml"), job);
    }

    /** Content hashes of the snapshot; nothing else may be left in the warehouse. */
    private SortedMap<String, String> files(String name) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Path snapshots = folder.resolve(name + "/warehouse/snapshots");
        try (Stream<Path> found = Files.walk(snapshots)) {
            for (Path file : found.filter(Files::isRegularFile)
                    // Each control folder has a different key.
                    .filter(path -> !path.toString().endsWith(DetachedSignature.SUFFIX))
                    .toList()) {
                files.put(snapshots.relativize(file).toString(), Sha256.ofFile(Location.of(file)));
            }
        }
        assertThat(files).hasSizeGreaterThan(15);
        assertThat(folder.resolve(name + "/warehouse/spill")).doesNotExist();
        Storage.of(Location.of(folder)).deleteRecursively(Location.of(folder.resolve(name)));
        return files;
    }

    /** The program, with nights that print their current phase. */
    static final class StoppedNight {
        private StoppedNight() {}

        public static void main(String[] args) {
            NightlyRun night = (job, businessDate, options, progress) -> {
                say(INTAKE);
                return new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                        .run(job, businessDate, options, new TestingProgress() {
                            @Override
                            public void stepStarted(String step) {
                                say(step);
                            }
                        });
            };
            Parts parts = new Parts(() -> night, TestingParts::none, TestingParts::none);
            CleanStop.exit(new Cli(parts, Terminal.ofThisProcess(), Clock.systemUTC(), Path.of("")).run(args));
        }

        private static void say(String phase) {
            System.out.println(BEGAN + phase);
            System.out.flush();
        }
    }
}
