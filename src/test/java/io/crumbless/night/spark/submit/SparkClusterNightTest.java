package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.DuckDb;
import io.crumbless.TestingProcess;
import io.crumbless.TestingStore;
import io.crumbless.answers.explain.AnswerContext;
import io.crumbless.answers.explain.Explanation;
import io.crumbless.answers.explain.SnapshotExplainer;
import io.crumbless.answers.page.PlainText;
import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.answers.statement.ExplanationDocument;
import io.crumbless.answers.wording.Sentences;
import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.KeyShare;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.EngineKind;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.TestingProgress;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.LocalPolicyTrial;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.spark.HeldTasks;
import io.crumbless.night.spark.SpeculatingRounds;
import io.crumbless.night.spark.Straggling;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.tools.connect.Connector;
import io.crumbless.tools.connect.ConnectorJars;
import io.crumbless.warehouse.erase.Receipt;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Nights of the sample on a standalone cluster of processes of their own, deliveries and warehouse on HDFS: with speculation, with a
 * worker and a driver that are killed, and with a night that fails behind them, they publish the rows that nights on this machine
 * publish, with closed books; and what works on a warehouse from one machine works on theirs.
 */
@Tag("cluster")
@Tag("crash")
@Tag("hdfs")
@Tag("night")
@Tag("objectstore")
@Tag("spark")
@ResourceLock(value = TestingStore.REQUESTS, mode = ResourceAccessMode.READ)
class SparkClusterNightTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    private static final long MINUTES_TO_END = 5;

    private static final Pattern SPECULATIVE = Pattern.compile(": ([0-9]+) speculative");

    @TempDir
    private static Path disk;

    private static MiniDFSCluster hdfs;
    private static TestingSparkCluster spark;
    private static JobFile local;
    private static JobFile remote;
    private static RunReport localFirst;
    private static RunReport localSecond;
    private static TaskGate gate;
    private static Path jarOfTests;
    private static List<ProcessHandle> orphans;
    private static boolean orphansEnded;
    private static Failure behindTheWork;
    private static boolean submittedAgain;
    private static RunReport first;
    private static List<ProcessHandle> lostDrivers;
    private static Failure withoutDriver;
    private static List<ProcessHandle> lostExecutors;
    private static RunReport second;
    private static Map<String, List<List<String>>> firstRows;
    private static Map<String, List<List<String>>> secondRows;
    private static JobFile onAStore;
    private static RunReport stored;

    @BeforeAll
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    static void runTheNights() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        TestingSparkHome.jar();
        spark = TestingSparkCluster.start(Files.createDirectories(disk.resolve("spark")), 2);
        copy(Path.of("sample-data"), Location.of(hdfs("sample-data")));
        local = shop("local", hdfs("sample-data"), "../warehouse", "");
        gate = new TaskGate(disk.resolve("gate"));
        jarOfTests = jarOf(List.of(HeldTasks.class, Straggling.class));
        remote = shop("remote", hdfs("sample-data"), hdfs("warehouse"), heldTasks());
        localFirst = run(local, EngineKind.LOCAL, FIRST, Progress.SILENT);
        localSecond = run(local, EngineKind.LOCAL, SECOND, Progress.SILENT);
        killTheNightOnce();
        failBehindTheWorkOnce();
        loseTheDriverOnce();
        loseAWorkerOnce();
        // Before a test erases somebody there.
        firstRows = rows(remote, first);
        secondRows = rows(remote, second);
        onAStore = storeShop();
        stored = run(onAStore, EngineKind.SPARK, FIRST, Progress.SILENT);
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.close();
        }
        if (hdfs != null) {
            hdfs.shutdown();
        }
    }

    /** Its tasks wait until its driver has ended, so that it does not end because they have. */
    private static void killTheNightOnce() throws Exception {
        gate.close();
        orphans = SubmittingNight.killed(remote.file(), FIRST, gate, disk.resolve("killed.out"));
        orphansEnded = haveEnded(orphans);
        gate.open();
    }

    private static boolean haveEnded(List<ProcessHandle> processes) {
        return processes.stream()
                .map(ProcessHandle::onExit)
                .map(end -> end.completeOnTimeout(null, MINUTES_TO_END, TimeUnit.MINUTES))
                .allMatch(end -> end.join() != null);
    }

    /** The second attempt finds what the application had finished. */
    private static void failBehindTheWorkOnce() throws IOException {
        behindTheWork = failureOf(() -> run(remote, EngineKind.SPARK, FIRST, new TestingProgress() {
            @Override
            public void stepStarted(String step) {
                if (step.equals("audit")) {
                    throw new Failure(ErrorCategory.ENVIRONMENT, "the disk went away");
                }
            }
        }));
        Files.delete(log());
        first = run(remote, EngineKind.SPARK, FIRST, Progress.SILENT);
        submittedAgain = Files.exists(log());
    }

    private static void loseTheDriverOnce() throws Exception {
        Future<List<ProcessHandle>> lost = onceTasksWait(driver -> killed(List.of(driver)));
        try {
            withoutDriver = failureOf(() -> run(remote, EngineKind.SPARK, SECOND, Progress.SILENT));
        } catch (AssertionError finished) {
            throw new AssertionError("its driver was to be lost: " + lost.get(), finished);
        }
        lostDrivers = lost.get();
    }

    private static void loseAWorkerOnce() throws Exception {
        Future<List<ProcessHandle>> lost = onceTasksWait(driver -> spark.killWorker(0));
        second = run(remote, EngineKind.SPARK, SECOND, Progress.SILENT);
        lostExecutors = lost.get();
    }

    /** Acts when both executors have a waiting task; the tasks continue afterwards. */
    private static Future<List<ProcessHandle>> onceTasksWait(Function<ProcessHandle, List<ProcessHandle>> blow) {
        gate.close();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return blow.apply(gate.await(2, () -> true));
            } finally {
                gate.open();
            }
        });
    }

    private static List<ProcessHandle> killed(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        return processes;
    }

    @Test
    void speculationAddsAndTakesNothing() {
        assertThat(first.runId()).isEqualTo(localFirst.runId());
        assertSame(firstRows, rows(local, localFirst));
    }

    /** It had an abandoned application. */
    @Test
    void aKilledNightLeavesNoDriver() {
        assertThat(orphans).isNotEmpty();
        assertThat(orphansEnded).isTrue();
    }

    @Test
    void whatWasFinishedIsNotComputedAgain() {
        assertThat(behindTheWork).hasMessage("the disk went away");
        assertThat(submittedAgain).isFalse();
        assertThat(first.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
    }

    @Test
    void aLostDriverIsAPlatformFailure() {
        assertThat(lostDrivers).isNotEmpty();
        assertThat(withoutDriver.category()).isEqualTo(ErrorCategory.ENVIRONMENT);
        assertThat(withoutDriver)
                .hasMessageContaining("before it left a result; look at " + log() + ", and on the cluster for app-");
    }

    @Test
    void aLostWorkerAndALostDriverChangeNoRow() {
        assertThat(lostExecutors).isNotEmpty();
        assertThat(second.runId()).isEqualTo(localSecond.runId());
        assertSame(secondRows, rows(local, localSecond));
    }

    @Test
    void theBooksAreThoseOfThisMachine() {
        assertThat(second.recordsRead()).isEqualTo(second.recordsInBins()).isPositive();
        assertThat(accounts(remote, second)).isEqualTo(accounts(local, localSecond));
        assertThat(accounts(remote, first)).isEqualTo(accounts(local, localFirst));
    }

    @Test
    void nothingOfDeadAttemptsIsLeft() {
        assertThat(names(remote.warehouse().resolve(".staging"))).isEmpty();
        for (RunReport night : List.of(first, second)) {
            Warehouse warehouse = new Warehouse(remote.warehouse());
            Location snapshot = warehouse.snapshot(night.runId());
            SortedSet<String> parquet = new TreeSet<>();
            files(snapshot).stream().filter(file -> file.endsWith(".parquet")).forEach(parquet::add);
            assertThat(parquet)
                    .containsExactlyInAnyOrderElementsOf(warehouse.manifest(night.runId()).outputs().stream()
                            .map(Manifest.Output::file)
                            .toList());
        }
    }

    /** With separate applications, which leave nothing behind. */
    @Test
    void anAuditAndAComparisonRunThere() {
        SparkEngines engines = new SparkEngines(new LocalEngines(2));
        AuditReport here = audit(engines, EngineKind.LOCAL);
        Policy policy = PolicyFolder.read(remote.policy());
        PolicyDifference difference = new LocalPolicyTrial(2, engines.of(EngineKind.SPARK, remote))
                .run(remote, policy, policy, Optional.empty(), new KeyShare(0.5), Progress.SILENT);

        assertThat(audit(engines, EngineKind.SPARK)).isEqualTo(here);
        assertThat(here.passed()).isTrue();
        assertThat(difference.isEmpty()).isTrue();
        assertThat(difference.before().profiles()).isPositive();
        assertThat(names(remote.warehouse().resolve(".staging"))).isEmpty();
    }

    private static AuditReport audit(SparkEngines engines, EngineKind engine) {
        return new PublishedAudit(2, engines)
                .audit(remote, second.runId(), AuditReport.Legacy.LEFT_OUT, engine, Progress.SILENT);
    }

    /** As many rounds as {@code -Dspark.rounds} says, the seed of each its number. */
    @Test
    void tasksThatReallyRunTwiceChangeNothing() throws Exception {
        int rounds = Integer.getInteger("spark.rounds", 2);
        // One was killed. No task runs beside another before the new one is there.
        spark.addWorker();
        spark.awaitWorkers();
        String jars = TestingSparkHome.jar() + "," + jarOfTests;

        List<String> said = said(
                Duration.ofMinutes(30 + 2L * rounds),
                SpeculatingRounds.class,
                spark.url(),
                disk.resolve("speculation").toString(),
                Integer.toString(rounds),
                jars);

        assertThat(said).hasSize(rounds).allMatch(round -> round.endsWith(", the same"));
        // Whether one is started in a round depends on the machine.
        assertThat(said.stream().mapToInt(SparkClusterNightTest::speculative).sum())
                .as(String.join("\n", said))
                .isPositive();
    }

    private static int speculative(String round) {
        Matcher attempts = SPECULATIVE.matcher(round);
        assertThat(attempts.find()).as(round).isTrue();
        return Integer.parseInt(attempts.group(1));
    }

    private static List<String> said(Duration most, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Path said = disk.resolve("speculation.out");
        Path log = disk.resolve("speculation.log");
        Process process = new ProcessBuilder(TestingProcess.command(main, arguments))
                .redirectOutput(said.toFile())
                .redirectError(log.toFile())
                .start();
        TestingProcess.awaitAll(Map.of(process, log), most);
        return Files.readAllLines(said).stream()
                .filter(line -> line.startsWith("round "))
                .toList();
    }

    private static Path jarOf(List<Class<?>> types) throws IOException {
        Path jar = disk.resolve("tests.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> type : types) {
                add(type, out);
            }
        }
        return jar;
    }

    /** With the classes inside of it. */
    private static void add(Class<?> type, JarOutputStream jar) throws IOException {
        String folder = type.getPackageName().replace('.', '/');
        Path classes = Path.of("target/test-classes").resolve(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(classes, type.getSimpleName() + "*.class")) {
            for (Path file : files) {
                jar.putNextEntry(new JarEntry(folder + "/" + file.getFileName()));
                Files.copy(file, jar);
            }
        }
    }

    private static String heldTasks() {
        return """
                    spark.jars: %s
                    spark.plugins: %s,%s
                    %s: %s
                """.formatted(
                jarOfTests, HadoopKeysPlugin.class.getName(), HeldTasks.class.getName(), HeldTasks.GATE, gate.folder());
    }

    /** From one machine, on the same files; each leaves the warehouse as it is for the others, but for one person. */
    @Test
    void auditExplainAndEraseWorkThere() {
        assertThat(TestingErasure.audited(remote)).isEmpty();
        Explanation explanation = new SnapshotExplainer().explain(remote, new SubjectId("C-1042"), Optional.empty());
        assertThat(PlainText.of(ExplanationDocument.of(explanation, AnswerContext.NOTHING, new Sentences("en"))))
                .contains("Baby's due date", "10 March 2027");
        Receipt receipt = TestingErasure.erase(remote, "C-1001");
        assertThat(receipt.verification().found()).isZero();
        assertThat(TestingErasure.audited(remote)).isEmpty();
    }

    /** Deliveries and warehouse there, the connector handed on to driver and executors. */
    @Test
    void anObjectStoreHoldsTheSameRows() {
        Map<String, List<List<String>>> there = rows(onAStore, stored);
        Map<String, List<List<String>>> here = rows(local, localFirst);
        // These say where the refused record lies, which is elsewhere.
        assertThat(there.remove("refusals")).hasSameSizeAs(here.remove("refusals"));
        assertSame(there, here);
        assertThat(accounts(onAStore, stored)).isEqualTo(accounts(local, localFirst));
        assertThat(TestingErasure.audited(onAStore)).isEmpty();
    }

    private static JobFile storeShop() throws IOException {
        TestingStore store = TestingStore.honest();
        String bucket = store.bucket("spark-nights");
        JobFile job = shop(
                "store", bucket + "/deliveries", bucket + "/warehouse", connector() + store.hadoop("spark-nights"));
        copy(Path.of("sample-data"), Location.of(bucket + "/deliveries"));
        return job;
    }

    /** As {@code crumbless connector add s3} brings it, named where Spark has none. */
    private static String connector() {
        Path folder = Path.of("target/connector-s3").toAbsolutePath();
        new ConnectorJars(Path.of("").toAbsolutePath(), folder, Connector.S3).add();
        List<Path> jars = new ArrayList<>(new ConnectorFolder(folder).jars());
        jars.add(jarOf("org.reactivestreams.Publisher"));
        return "    spark.jars: "
                + String.join(",", jars.stream().map(Path::toString).toList()) + "\n";
    }

    private static Path jarOf(String type) {
        try {
            return Path.of(Class.forName(type)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names the first row that differs: there are thousands. */
    private static void assertSame(Map<String, List<List<String>>> rows, Map<String, List<List<String>>> expected) {
        assertThat(rows.keySet()).isEqualTo(expected.keySet());
        expected.forEach((dataset, all) -> {
            List<List<String>> found = rows.get(dataset);
            assertThat(found).as(dataset).hasSameSizeAs(all);
            for (int row = 0; row < all.size(); row++) {
                assertThat(found.get(row)).as(dataset + " row " + row).isEqualTo(all.get(row));
            }
        });
    }

    private static Failure failureOf(Runnable night) {
        try {
            night.run();
        } catch (Failure failure) {
            return failure;
        }
        throw new AssertionError("the night did not fail");
    }

    private static RunReport run(JobFile job, EngineKind engine, LocalDate night, Progress progress) {
        return new LocalNight(Clock.systemUTC(), 2, new NightReportPage(), new SparkEngines(new LocalEngines(2)))
                .run(job, night, new RunOptions(engine, OptionalLong.empty(), Set.of()), progress);
    }

    private static Path log() {
        return remote.control().folder().resolve("spark-nightly-profiles.log");
    }

    private static String hdfs(String path) {
        return hdfs.getURI() + "/" + path;
    }

    /** The shipped job with its deliveries and its warehouse elsewhere, and how Spark is reached. */
    private static JobFile shop(String name, String deliveries, String warehouse, String more) {
        try {
            Path shop = disk.resolve(name);
            copy(Path.of("jobs"), Location.of(shop.resolve("jobs")));
            copy(Path.of("sample-data"), Location.of(shop.resolve("sample-data")));
            Path job = shop.resolve("jobs/nightly-profiles.yaml");
            Files.writeString(
                    job,
                    Files.readString(job)
                                    .replace("path: ../sample-data", "path: " + deliveries)
                                    .replace("warehouse: ../warehouse", "warehouse: " + warehouse)
                            + """

                            control: { folder: ../control }
                            spill: ../spill
                            spark:
                              home: %s
                              master: %s
                              driver-memory: 512m
                              executor-memory: 512m
                              executors: 2
                              conf:
                                spark.ui.enabled: false
                                spark.driver.host: 127.0.0.1
                                spark.driver.extraJavaOptions: -XX:+UseSerialGC -XX:TieredStopAtLevel=1
                                spark.executor.extraJavaOptions: -XX:+UseSerialGC -XX:TieredStopAtLevel=1
                                spark.speculation: true
                                spark.speculation.interval: 20ms
                                spark.speculation.quantile: 0.1
                                spark.speculation.multiplier: 1.01
                                spark.speculation.minTaskRuntime: 1ms
                            """.formatted(TestingSparkHome.folder(), spark.url())
                            + more);
            return JobFile.read(job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Location to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Location target = to.resolve(from.relativize(file).toString());
                try (OutputStream out = Storage.of(target).create(target)) {
                    Files.copy(file, out);
                }
            }
        }
    }

    /** All rows of each dataset, in the order in which they lie there. */
    private static Map<String, List<List<String>>> rows(JobFile job, RunReport night) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        Map<String, List<List<String>>> rows = new TreeMap<>();
        try (DuckDb duckDb = new DuckDb()) {
            for (Manifest.Output output : warehouse.manifest(night.runId()).outputs()) {
                Path file = Files.createTempFile(disk, "part", ".parquet");
                try (InputStream in = warehouse
                                .storage()
                                .open(warehouse.snapshot(night.runId()).resolve(output.file()));
                        OutputStream out = Files.newOutputStream(file)) {
                    in.transferTo(out);
                }
                rows.computeIfAbsent(output.dataset(), any -> new ArrayList<>())
                        .addAll(duckDb.rows("SELECT * FROM '" + file + "'"));
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(rows).hasSizeGreaterThan(5);
        return rows;
    }

    private static List<Manifest.Account> accounts(JobFile job, RunReport night) {
        return new Warehouse(job.warehouse()).manifest(night.runId()).balance();
    }

    private static List<String> names(Location folder) {
        return Storage.of(folder).list(folder).stream()
                .map(entry -> entry.location().name())
                .toList();
    }

    private static List<String> files(Location folder) {
        List<String> files = new ArrayList<>();
        collect(folder, folder.text().length() + 1, files);
        return files;
    }

    private static void collect(Location folder, int prefix, List<String> files) {
        for (FileEntry entry : Storage.of(folder).list(folder)) {
            if (entry.isFile()) {
                files.add(entry.location().text().substring(prefix));
            } else {
                collect(entry.location(), prefix, files);
            }
        }
    }
}
