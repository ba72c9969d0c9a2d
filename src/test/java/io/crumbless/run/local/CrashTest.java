package io.crumbless.run.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.generate.GenerateSettings;
import io.crumbless.generate.Generation;
import io.crumbless.run.JobFile;
import io.crumbless.run.Progress;
import io.crumbless.run.RunOptions;
import io.crumbless.snapshot.Amendment;
import io.crumbless.snapshot.Manifest;
import io.crumbless.snapshot.Warehouse;
import io.crumbless.storage.Location;
import io.crumbless.storage.Sha256;
import io.crumbless.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night that is killed at any moment goes on with what it had not finished, leaves the same bytes as one that was not,
 * and nobody who reads meanwhile sees half of it.
 */
class CrashTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final List<String> STEPS = List.of(
            "link cookies",
            "strip legacy",
            "admit declarations",
            "merge profiles",
            "write parts",
            "close books",
            "publish");

    /** Every step is hit three times. */
    private static final int KILLS = 21;

    private static final int LONGEST_DELAY_MILLIS = 120;

    @TempDir
    private Path folder;

    @Test
    void leavesTheSameBytesHoweverOftenItIsKilled() throws Exception {
        Path undisturbed = generate("undisturbed");
        Path killed = generate("killed");
        run(undisturbed, FIRST);
        run(undisturbed, SECOND);
        run(killed, FIRST);

        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread reader = new Thread(() -> watch(killed, done, seen), "reader");
        reader.start();
        Random random = new Random(42);
        int kills = 0;
        for (int attempt = 0; kills < KILLS; attempt++) {
            assertThat(attempt).as("attempts").isLessThan(4 * KILLS);
            String step = STEPS.get(kills % STEPS.size());
            if (killAt(killed, step, random)) {
                kills++;
            } else {
                // It came to its end: begin the second night anew.
                done.set(true);
                reader.join();
                assertThat(seen.get()).isNull();
                assertThat(differing(undisturbed, killed)).isEmpty();
                reset(killed);
                done.set(false);
                reader = new Thread(() -> watch(killed, done, seen), "reader");
                reader.start();
            }
        }
        run(killed, SECOND);
        done.set(true);
        reader.join();

        assertThat(seen.get()).isNull();
        assertThat(differing(undisturbed, killed)).isEmpty();
        assertThat(partsDoneTwice(killed)).isEmpty();
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

    private static void run(Path shop, LocalDate night) {
        new LocalNight(Clock.systemUTC(), 2).run(job(shop), night, RunOptions.DEFAULTS, Progress.SILENT);
    }

    private static JobFile job(Path shop) {
        return JobFile.read(shop.resolve("job.yaml"));
    }

    /** Back to where the first night left it; the control database keeps what it knows. */
    private void reset(Path shop) throws IOException {
        Warehouse warehouse = new Warehouse(Location.of(shop.resolve("warehouse")));
        warehouse.storage().deleteRecursively(warehouse.root());
        deleteControl(shop);
        run(shop, FIRST);
    }

    private static void deleteControl(Path shop) {
        Path control = job(shop).control().folder();
        Location place = Location.of(control);
        Storage.of(place).deleteRecursively(place);
    }

    /** Whether the second night could be killed in that step; false if it ended before. */
    private static boolean killAt(Path shop, String step, Random random) throws Exception {
        Process night = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingNight.class.getName(),
                        shop.resolve("job.yaml").toString(),
                        SECOND.toString())
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(night.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.equals("started " + step)) {
                    night.waitFor(random.nextInt(LONGEST_DELAY_MILLIS), TimeUnit.MILLISECONDS);
                    // Not the process itself, which would close its output before it is read.
                    night.toHandle().destroyForcibly();
                }
            }
        }
        int exit = night.waitFor();
        assertThat(said).as("what the night said").noneMatch(line -> line.startsWith("Exception"));
        return exit != 0;
    }

    /** Reads the current snapshot over and over, as somebody would who knows nothing of the night. */
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

    /** Files of the snapshots that are not the same bytes, or are only on one side. */
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
            // Amendments name the hour and the key; what they changed is compared.
            for (Path file : found.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith(Amendment.FILE))
                    .toList()) {
                files.put(snapshots.relativize(file).toString(), Sha256.ofFile(Location.of(file)));
            }
        }
        assertThat(files).hasSizeGreaterThan(30);
        return files;
    }

    private static Map<String, Integer> partsDoneTwice(Path shop) throws Exception {
        Map<String, Integer> twice = new TreeMap<>();
        try (Connection control = DriverManager.getConnection(
                        "jdbc:h2:file:" + job(shop).control().folder().resolve("crumbless") + ";FILE_LOCK=FS");
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
