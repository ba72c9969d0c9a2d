package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.AuditReport;
import io.crumbless.night.run.AuditReport.Legacy;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.erase.CrashingErasure;
import io.crumbless.warehouse.erase.Receipt;
import io.crumbless.warehouse.erase.TestingErasure;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Amendments;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of the sample on a real HDFS, spill and control database on the local disk: killed or not, they publish what
 * nights on the local disk publish, byte for byte, and all that reads a warehouse reads it there.
 */
@Tag("crash")
@Tag("hdfs")
@Tag("night")
class HdfsNightTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    @TempDir
    private static Path disk;

    private static MiniDFSCluster cluster;

    /** Both keep one snapshot. */
    private static JobFile local;

    private static JobFile remote;
    private static RunReport second;
    private static final List<String> KILLED = new ArrayList<>();
    private static final AtomicReference<Throwable> SEEN = new AtomicReference<>();

    @BeforeAll
    static void runTheNights() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.resolve("hdfs").toString());
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        local = shop("local", "../sample-data", "../warehouse");
        remote = shop("remote", "../sample-data", hdfs("warehouse"));
        run(local, FIRST);
        run(local, SECOND);
        run(remote, FIRST);
        AtomicBoolean done = new AtomicBoolean();
        Thread reader = new Thread(() -> watch(remote, done, SEEN), "reader");
        reader.start();
        for (String step : List.of("merge profiles", "publish")) {
            if (CrashingNight.killedIn(step, remote.file(), SECOND, 50)) {
                KILLED.add(step);
            }
        }
        done.set(true);
        reader.join();
        second = run(remote, SECOND);
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @Test
    void aKilledNightOnHdfsLeavesTheBytesOfALocalOne() {
        assertThat(KILLED).containsExactly("merge profiles", "publish");
        // The second manifest holds the hash of the first, which holds those of all its files.
        assertThat(hashes(remote.warehouse())).hasSizeGreaterThan(15).isEqualTo(hashes(local.warehouse()));
    }

    @Test
    void nobodySeesHalfASnapshot() {
        assertThat(SEEN.get()).isNull();
    }

    @Test
    void theFileCurrentNamesTheSnapshotWhereThereAreNoLinks() throws IOException {
        assertThat(text(remote.warehouse().resolve("CURRENT"))).isEqualTo(second.runId() + "\n");
        assertThat(names(remote.warehouse())).contains("CURRENT", "snapshots", "views.sql");
    }

    /** As on the local disk: only the account and its group have access, regardless of the cluster's umask. */
    @Test
    void nothingThereIsReadableByOthers() throws IOException {
        org.apache.hadoop.fs.Path root =
                new org.apache.hadoop.fs.Path(remote.warehouse().text());
        List<String> open = new ArrayList<>();
        int looked = 0;
        try (FileSystem files = FileSystem.newInstance(root.toUri(), new Configuration())) {
            RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
            while (all.hasNext()) {
                FileStatus file = all.next();
                looked++;
                for (org.apache.hadoop.fs.Path place = file.getPath();
                        !place.equals(root.getParent());
                        place = place.getParent()) {
                    FileStatus status = files.getFileStatus(place);
                    String most = status.isDirectory() ? "rwxr-x---" : "rw-r-----";
                    if (!status.getPermission().toString().equals(most)) {
                        open.add(place + " " + status.getPermission());
                    }
                }
            }
        }
        assertThat(looked).isGreaterThan(15);
        assertThat(open).isEmpty();
    }

    @Test
    void spillAndControlDatabaseStayOnTheLocalDisk() {
        assertThat(remote.spill().getParent()).isEqualTo(disk.resolve("remote/spill"));
        assertThat(disk.resolve("remote/control")).isNotEmptyDirectory();
        assertThat(names(remote.warehouse()))
                .isSubsetOf(
                        "CURRENT",
                        "snapshots",
                        "control.json",
                        "state.json",
                        "keys",
                        "views.sql",
                        "views-spark.sql",
                        "views-trino.sql",
                        "views-hive.sql",
                        ".staging");
    }

    @Test
    void oldSnapshotsGo() {
        assertThat(names(remote.warehouse().resolve("snapshots"))).containsExactly(second.runId());
    }

    @Test
    void theViewsReadTheCurrentSnapshotAlsoAfterAKillBehindTheMoveOfThePointer() throws IOException {
        assertThat(text(remote.warehouse().resolve("views.sql")))
                .contains("'" + remote.warehouse() + "') || '/snapshots/" + second.runId() + "/profiles/*.parquet')");
    }

    @Test
    void theAuditPassesThere() {
        AuditReport audit = new PublishedAudit(2).audit(remote, second.runId(), Legacy.READ, Progress.SILENT);

        assertThat(audit.checks()).flatExtracting(AuditReport.Check::findings).isEmpty();
        assertThat(audit.snapshot()).startsWith("hdfs://");
    }

    @Test
    void aPersonIsExplainedFromThere() {
        Explanation explanation = new SnapshotExplainer().explain(remote, new SubjectId("C-1042"), Optional.empty());

        assertThat(PlainText.of(ExplanationDocument.of(explanation, AnswerContext.NOTHING, new Sentences("en"))))
                .contains("Baby's due date", "10 March 2027");
    }

    @Test
    void anErasureKilledThereIsCarriedToItsEndAndLeavesTheBytesOfALocalOne() throws Exception {
        JobFile here = shop("erased-here", "../sample-data", "../warehouse");
        JobFile there = shop("erased-there", "../sample-data", hdfs("erased"));
        String runId = run(here, FIRST).runId();
        run(there, FIRST);
        TestingErasure.erase(here, "C-1042");
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Location snapshot = new Warehouse(there.warehouse()).snapshot(runId);
        Thread reader = new Thread(() -> watchFiles(snapshot, done, seen), "reader");
        reader.start();

        boolean killed = CrashingErasure.killedIn("put in place", 1, there.file(), 10, "C-1042");
        Receipt receipt = TestingErasure.erase(there, "C-1001");
        TestingErasure.erase(here, "C-1001");
        done.set(true);
        reader.join();

        assertThat(killed).isTrue();
        assertThat(seen.get()).isNull();
        assertThat(receipt.verification().found()).isZero();
        SortedMap<String, String> differing = hashes(there.warehouse());
        assertThat(differing).containsKey(runId + "/" + Amendment.FILE);
        differing.entrySet().removeAll(hashes(here.warehouse()).entrySet());
        assertThat(differing.keySet()).containsExactly(runId + "/" + Amendment.FILE);
        assertThat(TestingErasure.audited(there)).isEmpty();
        assertThat(names(there.warehouse().resolve(".staging"))).isEmpty();
    }

    /** Without links a snapshot is missing for an instant while it changes; what is there is of one state. */
    private static void watchFiles(Location snapshot, AtomicBoolean done, AtomicReference<Throwable> seen) {
        Storage storage = Storage.of(snapshot);
        while (!done.get()) {
            List<Long> expected = new ArrayList<>();
            List<Long> sizes = new ArrayList<>();
            String before;
            String after;
            try {
                before = Amendments.state(snapshot);
                for (Manifest.Output output : Warehouse.manifest(snapshot).outputs()) {
                    expected.add(output.bytes());
                    sizes.add(storage.stat(snapshot.resolve(output.file())).size());
                }
                after = Amendments.state(snapshot);
            } catch (Failure | StorageException missing) {
                continue;
            }
            if (before.equals(after) && !sizes.equals(expected)) {
                seen.set(new AssertionError("files of two states: " + expected + " and " + sizes));
            }
        }
    }

    @Test
    void deliveriesAreReadFromThere() throws IOException {
        Location deliveries = Location.of(hdfs("sample-data"));
        copy(Path.of("sample-data"), deliveries);
        JobFile elsewhere = shop("elsewhere", deliveries.text(), "../warehouse");
        run(elsewhere, FIRST);

        RunReport report = run(elsewhere, SECOND);

        assertThat(report.runId()).isEqualTo(second.runId());
        SortedMap<String, String> differing = hashes(elsewhere.warehouse());
        differing.entrySet().removeAll(hashes(local.warehouse()).entrySet());
        // These name the deliveries, which lie elsewhere, or hold the hash or the size of one that does.
        assertThat(differing.keySet())
                .containsExactly(
                        report.runId() + "/_evidence/SHA256SUMS",
                        report.runId() + "/_evidence/manifest.json",
                        report.runId() + "/_evidence/openlineage.ndjson",
                        report.runId() + "/_evidence/report.html",
                        report.runId() + "/refusals/part-00000.parquet");
    }

    @Test
    void thePointerIsAlwaysThere() throws Exception {
        Location folder = Location.of(hdfs("pointer"));
        Warehouse warehouse = new Warehouse(folder);
        Storage storage = warehouse.storage();
        storage.createFolders(folder);
        point(storage, folder, "run-0");
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        while (!done.get()) {
                            assertThat(warehouse.current().orElse("nothing")).matches("run-[0-9]+");
                        }
                    } catch (Throwable failure) {
                        seen.set(failure);
                    }
                },
                "reader");
        reader.start();

        for (int i = 1; i <= 20; i++) {
            point(storage, folder, "run-" + i);
        }
        done.set(true);
        reader.join();

        assertThat(seen.get()).isNull();
        assertThat(warehouse.current()).contains("run-20");
    }

    private static void point(Storage storage, Location folder, String runId) {
        storage.replaceAtomically(folder.resolve("CURRENT"), (runId + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String hdfs(String path) {
        return cluster.getURI() + "/" + path;
    }

    /** The shipped job with its deliveries and its warehouse elsewhere. */
    private static JobFile shop(String name, String deliveries, String warehouse) {
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
                                    .replace("keep-snapshots: 3", "keep-snapshots: 1")
                            + "\ncontrol: { folder: ../control }\nspill: ../spill\n");
            return JobFile.read(job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunReport run(JobFile job, LocalDate night) {
        return new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                .run(job, night, RunOptions.DEFAULTS, Progress.SILENT);
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

    private static List<String> names(Location folder) {
        return Storage.of(folder).list(folder).stream()
                .map(entry -> entry.location().name())
                .toList();
    }

    private static String text(Location file) throws IOException {
        try (InputStream in = Storage.of(file).open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Content hashes of all files of all snapshots, by their path. */
    private static SortedMap<String, String> hashes(Location warehouse) {
        Storage storage = Storage.of(warehouse);
        Location snapshots = warehouse.resolve("snapshots");
        SortedMap<String, String> hashes = new TreeMap<>();
        collect(storage, snapshots, snapshots.text().length() + 1, hashes);
        return hashes;
    }

    private static void collect(Storage storage, Location folder, int prefix, SortedMap<String, String> hashes) {
        for (FileEntry entry : storage.list(folder)) {
            if (entry.location().name().endsWith(DetachedSignature.SUFFIX)) {
                // Each installation has a different key.
                continue;
            }
            if (entry.isFile()) {
                hashes.put(entry.location().text().substring(prefix), Sha256.ofFile(entry.location()));
            } else {
                collect(storage, entry.location(), prefix, hashes);
            }
        }
    }

    /** Reads the current snapshot repeatedly, like a reader unaware of the night. */
    private static void watch(JobFile job, AtomicBoolean done, AtomicReference<Throwable> seen) {
        Warehouse warehouse = new Warehouse(job.warehouse());
        try {
            while (!done.get()) {
                String runId = warehouse.current().orElseThrow();
                assertThat(warehouse.isComplete(runId)).isTrue();
                for (Manifest.Output output : warehouse.manifest(runId).outputs()) {
                    Location file = warehouse.snapshot(runId).resolve(output.file());
                    assertThat(warehouse.storage().stat(file).size()).isEqualTo(output.bytes());
                }
            }
        } catch (Throwable failure) {
            seen.set(failure);
        }
    }
}
