package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.tools.generate.GenerateSettings;
import io.crumbless.tools.generate.Generation;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.signature.DetachedSignature;
import io.crumbless.warehouse.snapshot.Amendment;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifies that a run that is killed at any point resumes its unfinished work and produces the same bytes as an
 * undisturbed run, and that concurrent readers never see a partial result.
 */
@Tag("crash")
@Tag("night")
class CrashTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    /** The phases of a run up to the move of the pointer. */
    private static final List<String> BEFORE_IT_IS_OVER = List.of(
            CrashingNight.INTAKE,
            "link cookies",
            "strip legacy",
            "admit declarations",
            "merge profiles",
            "write parts",
            "close books",
            "audit",
            "publish");

    /** Number of runs that are killed in every phase. */
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 2);

    /** A phase of a run with 1,500 people takes 50 to 300 ms; each phase waits at its end until the kill. */
    private static final int LONGEST_DELAY_MILLIS = 250;

    @TempDir
    private Path folder;

    @Test
    void leavesTheSameBytesHoweverOftenItIsKilled() throws Exception {
        Path undisturbed = generate("undisturbed");
        Path killed = generate("killed");
        List<String> stages = steps(run(undisturbed, FIRST));
        run(undisturbed, SECOND);
        Random random = new Random(42);
        List<String> hit = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            hit.addAll(kill(killed, BEFORE_IT_IS_OVER, undisturbed, random));
            hit.addAll(kill(killed, List.of(CrashingNight.TIDY), undisturbed, random));
        }

        assertThat(hit).hasSizeGreaterThanOrEqualTo(20).containsAll(stages);
        assertThat(hit).filteredOn(CrashingNight.INTAKE::equals).hasSize(ROUNDS);
        assertThat(hit).filteredOn(CrashingNight.TIDY::equals).hasSize(ROUNDS);
    }

    /**
     * Kills the second run in each of the phases, then lets it finish. Checks for the same bytes, a closed balance, no
     * part executed twice, and no partial result seen by readers.
     *
     * @return the phases in which it was killed
     */
    private static List<String> kill(Path shop, List<String> phases, Path undisturbed, Random random) throws Exception {
        begin(shop);
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread reader = new Thread(() -> watch(shop, done, seen), "reader");
        reader.start();
        List<String> hit = new ArrayList<>();
        for (String phase : phases) {
            int after = random.nextInt(LONGEST_DELAY_MILLIS);
            if (CrashingNight.killedIn(phase, shop.resolve("job.yaml"), SECOND, after)) {
                hit.add(phase);
            }
        }
        run(shop, SECOND);
        done.set(true);
        reader.join();
        assertThat(seen.get()).isNull();
        assertThat(differing(undisturbed, shop)).isEmpty();
        assertThat(partsDoneTwice(shop)).isEmpty();
        requireClosedBooks(shop);
        return hit;
    }

    private static void requireClosedBooks(Path shop) {
        Warehouse warehouse = new Warehouse(Location.of(shop.resolve("warehouse")));
        List<Manifest.Account> accounts =
                warehouse.manifest(warehouse.current().orElseThrow()).balance();
        assertThat(accounts).isNotEmpty().allSatisfy(account -> assertThat(account.bins().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .as(account.source())
                .isEqualTo(account.counted()));
    }

    private Path generate(String name) {
        Path shop = folder.resolve(name);
        Generation.run(
                GenerateSettings.builder(shop, Path.of("jobs/policy").toAbsolutePath(), FIRST, 1500)
                        .nights(2)
                        .build(),
                2,
                Generation.Progress.NONE);
        return shop;
    }

    private static RunReport run(Path shop, LocalDate night) {
        return new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                .run(job(shop), night, RunOptions.DEFAULTS, Progress.SILENT);
    }

    private static List<String> steps(RunReport report) {
        return report.steps().stream().map(RunReport.Step::name).toList();
    }

    private static JobFile job(Path shop) {
        return JobFile.read(shop.resolve("job.yaml"));
    }

    /** Resets the shop to the state after the first run. */
    private static void begin(Path shop) {
        for (Path place : List.of(shop.resolve("warehouse"), job(shop).control().folder())) {
            Storage.of(Location.of(place)).deleteRecursively(Location.of(place));
        }
        run(shop, FIRST);
    }

    /** Reads the current snapshot repeatedly, like a reader unaware of the run. */
    private static void watch(Path shop, AtomicBoolean done, AtomicReference<Throwable> seen) {
        Path current = shop.resolve("warehouse/current");
        try {
            while (!done.get()) {
                Path snapshot = current.toRealPath();
                assertThat(snapshot.resolve("_SUCCESS")).exists();
                Manifest manifest = Warehouse.manifest(Location.of(snapshot));
                for (Manifest.Output output : manifest.outputs()) {
                    assertThat(Files.size(snapshot.resolve(output.file()))).isEqualTo(output.bytes());
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (Throwable failure) {
            seen.set(failure);
        }
    }

    /** Files of the snapshots that differ, or exist on one side only. */
    private static List<String> differing(Path expected, Path found) throws IOException {
        SortedMap<String, String> left = files(expected);
        SortedMap<String, String> right = files(found);
        List<String> differing = new ArrayList<>();
        Stream.concat(left.keySet().stream(), right.keySet().stream())
                .distinct()
                .filter(file -> !Objects.equals(left.get(file), right.get(file)))
                .forEach(differing::add);
        return differing;
    }

    /** Content hashes of all snapshots. */
    private static SortedMap<String, String> files(Path shop) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Path snapshots = shop.resolve("warehouse/snapshots");
        try (Stream<Path> found = Files.walk(snapshots)) {
            // Amendments contain the time and the key; only their effect is compared.
            for (Path file : found.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith(Amendment.FILE))
                    // Each shop has its own key.
                    .filter(path -> !path.toString().endsWith(DetachedSignature.SUFFIX))
                    .toList()) {
                files.put(snapshots.relativize(file).toString(), Sha256.ofFile(Location.of(file)));
            }
        }
        assertThat(files).hasSizeGreaterThan(30);
        return files;
    }

    private static Map<String, Integer> partsDoneTwice(Path shop) throws Exception {
        Map<String, Integer> twice = new TreeMap<>();
        try (ControlDatabase database = ControlDatabase.open(job(shop).control());
                Connection control = database.dataSource().getConnection();
                ResultSet steps = control.createStatement()
                        .executeQuery("SELECT e.JOB_INSTANCE_ID, s.STEP_NAME, count(*) FROM BATCH_STEP_EXECUTION s"
                                + " JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID"
                                + " WHERE s.STATUS = 'COMPLETED' GROUP BY e.JOB_INSTANCE_ID, s.STEP_NAME"
                                + " HAVING count(*) > 1")) {
            while (steps.next()) {
                twice.put(steps.getLong(1) + " " + steps.getString(2), steps.getInt(3));
            }
        }
        return twice;
    }
}
