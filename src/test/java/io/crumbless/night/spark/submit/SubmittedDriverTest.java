package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.spark.AuditWork;
import io.crumbless.night.spark.SparkProgress;
import io.crumbless.night.spark.SparkResult;
import io.crumbless.night.spark.SparkWork;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.snapshot.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: an application is followed to its end, whatever that is: its result is taken once, its failure is reported with who acts
 * and where to look, and a stop reaches it. A script stands for Spark.
 */
@Tag("unit")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SubmittedDriverTest {
    private static final String RESULT =
            "{\"outputs\":[{\"dataset\":\"profiles\",\"file\":\"profiles/a.parquet\",\"rows\":1,\"bytes\":3,\"sha256\":\"x\"}],"
                    + "\"notes\":{}}";

    @TempDir
    private Path folder;

    private final List<String> heard = new ArrayList<>();
    private final SparkProgress progress = this::hear;
    private SparkWork work;
    private Path log;

    @BeforeEach
    void makeWork() {
        work = new SparkWork(
                "run-1",
                Location.of(folder.resolve("warehouse")),
                new TreeMap<>(),
                new Night(LocalDate.of(2026, 11, 22), ZoneOffset.UTC),
                new ErasedSubjects.Written(List.of(), Map.of(), Set.of()),
                new RestrictedSubjects.Written(List.of(), Map.of()),
                new SparkWork.Facts.Kept("run-0", "run-0", false),
                PageLayout.ONE_FRAME,
                FileModes.PUBLISHED);
        log = folder.resolve("control/spark-nightly.log");
    }

    /** Scripts see by a file that something was. */
    private void hear(String phase, int done, int total) {
        heard.add(phase + " " + done + "/" + total);
        try {
            Files.writeString(folder.resolve("heard"), phase);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param script with the folder of the attempt as {@code $at} */
    private SubmittedDriver driver(String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("spark/bin"));
        Path submit = bin.resolve("spark-submit");
        Files.writeString(
                submit,
                "#!/bin/bash\nfor word; do [[ $word == */driver/* ]] && at=$word; done\necho began >>" + folder
                        + "/began\n" + script + "\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Path job = folder.resolve("job.yaml");
        Files.writeString(job, "job: nightly\npolicy: policy\nwarehouse: warehouse\n");
        SparkSubmission submission = new SparkSubmission(
                JobFile.read(job).engine().spark(), "crumbless nightly", Path.of("spark.jar"), List.of(), Map.of());
        return new SubmittedDriver(new SparkHome(folder.resolve("spark")), submission, log);
    }

    private static String leaves(String name, String content) {
        return "echo '" + content + "' > $at/." + name + " && mv $at/." + name + " $at/" + name;
    }

    private long begun() throws IOException {
        return Files.readAllLines(folder.resolve("began")).size();
    }

    @Test
    void takesWhatTheDriverLeaves() throws IOException {
        SparkResult result = driver("[[ -f $at/work.json ]] || exit 9\n" + leaves("result.json", RESULT))
                .run(work, progress);

        assertThat(result.outputs()).extracting(Manifest.Output::file).containsExactly("profiles/a.parquet");
    }

    @Test
    void aFinishedResultIsNotComputedAgain() throws IOException {
        SubmittedDriver driver = driver(leaves("result.json", RESULT));
        driver.run(work, progress);
        Path file = folder.resolve("warehouse/.staging/run-1/snapshot/profiles/a.parquet");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "abc");

        SparkResult again = driver.run(work, progress);

        assertThat(again.outputs()).hasSize(1);
        assertThat(begun()).isEqualTo(1);
    }

    @Test
    void aDamagedResultIsNamed() throws IOException {
        SubmittedDriver driver = driver(leaves("result.json", "{\"outputs\":["));

        assertThatThrownBy(() -> driver.run(work, progress))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(
                        "Cannot read what the driver left in " + work.warehouse() + "/.staging/run-1: it is")
                .extracting(each -> ((Failure) each).category())
                .isEqualTo(ErrorCategory.ENVIRONMENT);
        assertThatThrownBy(() -> driver.run(work, progress))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Cannot read " + attemptFile("result.json") + ": it is damaged")
                .extracting(each -> ((Failure) each).category())
                .isEqualTo(ErrorCategory.ENVIRONMENT);
        assertThat(begun()).isEqualTo(1);
    }

    /** It may run beside a night. */
    @Test
    void anAuditLeavesTheLogOfTheNight() throws IOException {
        SubmittedDriver driver = driver("echo audited; exit 3");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "of the night");
        Location warehouse = Location.of(folder.resolve("warehouse"));
        AuditWork audit = new AuditWork(
                "beside-1",
                warehouse,
                warehouse.resolve("snapshots/run-0"),
                Optional.empty(),
                Optional.empty(),
                FileModes.PUBLISHED);
        Path own = log.resolveSibling("spark-nightly.audit.log");

        assertThatThrownBy(() -> driver.run(audit, progress)).hasMessageEndingWith("; look at " + own);

        assertThat(own).hasContent("audited");
        assertThat(log).hasContent("of the night");
    }

    @Test
    void aResultWithoutItsFilesIs() throws IOException {
        SubmittedDriver driver = driver(leaves("result.json", RESULT));
        driver.run(work, progress);

        driver.run(work, progress);

        assertThat(begun()).isEqualTo(2);
    }

    @Test
    void reportsHowFarItIs() throws IOException {
        driver(leaves("progress.json", "{\"application\":\"app-7\",\"phase\":\"gather\",\"done\":3,\"total\":8}")
                        + "\nwhile [[ ! -f " + folder + "/heard ]]; do sleep 0.1; done\n"
                        + leaves("result.json", RESULT))
                .run(work, progress);

        assertThat(heard).isNotEmpty().containsOnly("gather 3/8");
    }

    @Test
    void aFailureSaysWhoActsAndWhereToLook() throws IOException {
        SubmittedDriver driver = driver(
                leaves("progress.json", "{\"application\":\"app-7\",\"phase\":\"\",\"done\":0,\"total\":0}") + "\n"
                        + leaves("failure.json", "{\"category\":\"INPUT\",\"message\":\"Cannot read it: it is torn\"}")
                        + "\nexit 1");

        assertThatThrownBy(() -> driver.run(work, progress))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot read it: it is torn; look at " + log + ", and on the cluster for app-7")
                .extracting(each -> ((Failure) each).category())
                .isEqualTo(ErrorCategory.INPUT);
    }

    @Test
    void anApplicationThatEndsWithoutAResultIsAPlatformFailure() throws IOException {
        SubmittedDriver driver = driver("echo 'cannot reach the master' >&2; exit 3");

        assertThatThrownBy(() -> driver.run(work, progress))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "Cannot finish on Spark: the application ended (exit code 3) before it left a result; look at "
                                + log)
                .extracting(each -> ((Failure) each).category())
                .isEqualTo(ErrorCategory.ENVIRONMENT);
        assertThat(Files.readString(log, StandardCharsets.UTF_8)).contains("cannot reach the master");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }

    @Test
    void aStopReachesTheApplication() throws Exception {
        SubmittedDriver driver = driver("trap 'echo stopped >" + folder + "/stopped; exit 143' TERM\necho ready >"
                + folder + "/ready\nwhile true; do sleep 0.1; done");
        Thread night = Thread.currentThread();
        Thread stopping = new Thread(() -> {
            while (!Files.exists(folder.resolve("ready"))) {
                pause();
            }
            night.interrupt();
        });
        stopping.start();

        assertThatThrownBy(() -> driver.run(work, progress)).isInstanceOf(Stopped.class);

        assertThat(Thread.interrupted()).isTrue();
        stopping.join();
        assertThat(folder.resolve("stopped")).exists();
        assertThat(attemptFile("stop")).exists();
    }

    private Path attemptFile(String name) throws IOException {
        try (var attempts = Files.list(folder.resolve("warehouse/.staging/run-1/driver"))) {
            return attempts.findFirst().orElseThrow().resolve(name);
        }
    }

    /** One that still runs on a cluster is abandoned. */
    @Test
    void anEarlierDriverIsAskedToStop() throws IOException {
        SubmittedDriver driver = driver("exit 1");
        assertThatThrownBy(() -> driver.run(work, progress)).isInstanceOf(Failure.class);
        Path earlier = attemptFile("stop");
        assertThat(earlier).doesNotExist();

        assertThatThrownBy(() -> driver.run(work, progress)).isInstanceOf(Failure.class);

        assertThat(earlier).exists();
        assertThat(files("work.json")).isEmpty();
    }

    private List<Path> files(String name) throws IOException {
        try (var files = Files.walk(folder.resolve("warehouse"))) {
            return files.filter(file -> file.endsWith(name)).toList();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
