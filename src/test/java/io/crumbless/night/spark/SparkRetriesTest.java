package io.crumbless.night.spark;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.local.TestingJob;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.snapshot.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: tasks that are killed and tried again, and what Spark kept and lost, change no byte and no book. As many rounds as
 * {@code -Dspark.rounds} says, the seed of each its number.
 */
@Tag("night")
@Tag("spark")
class SparkRetriesTest {
    private static final int ROUNDS = Integer.getInteger("spark.rounds", System.getenv("CI") == null ? 8 : 50);

    /** So that some thousands of people are several ranges. */
    private static final int KEYS_PER_RANGE = 512;

    private static final int PEOPLE = 3_000;

    @TempDir
    private Path folder;

    @Test
    void whateverIsKilledOrLostTheResultIsTheSame() {
        SparkWork work = work();
        SparkResult expected = SparkGather.run(
                TestingSpark.context(), work, SparkProgress.SILENT, KEYS_PER_RANGE, TestingSpark.BROADCAST_LINKS);

        int faults = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            try (Disturbance disturbance = new Disturbance(TestingSpark.context(), new Random(round))) {
                SparkResult found = SparkGather.run(
                        TestingSpark.context(), work, SparkProgress.SILENT, KEYS_PER_RANGE, links(round));

                assertThat(found.outputs()).as("files of round " + round).isEqualTo(expected.outputs());
                assertThat(found.notes()).as("books of round " + round).isEqualTo(expected.notes());
                assertThat(files(work))
                        .as("left by round " + round)
                        .containsExactlyInAnyOrderElementsOf(expected.outputs().stream()
                                .map(Manifest.Output::file)
                                .toList());
                assertThat(Storage.of(work.warehouse()).exists(TaskWork.attempts(work)))
                        .isFalse();
                faults += disturbance.faults();
            }
        }

        assertThat(faults).isGreaterThan(2 * ROUNDS);
    }

    /** Every other round joins links in a shuffle. */
    private static LinkLimits links(int round) {
        return round % 2 == 0 ? TestingSpark.SHARDED_LINKS : TestingSpark.BROADCAST_LINKS;
    }

    private static List<String> files(SparkWork work) {
        Location snapshot = work.staging().snapshot();
        return Storage.of(snapshot).glob(snapshot.resolve("**/*.parquet")).stream()
                .map(file -> file.location().text().substring(snapshot.text().length() + 1))
                .toList();
    }

    /** The work of a night that is stopped when it would begin on Spark. */
    private SparkWork work() {
        TestingJob job = job();
        AtomicReference<SparkWork> asked = new AtomicReference<>();
        SparkDriver stopping = (work, progress) -> {
            asked.set((SparkWork) work);
            throw new Stopped("Stopped by the test");
        };
        assertThatThrownBy(() -> TwoEngines.run(job.file(), NIGHT, TestingSpark.engine(stopping)))
                .isInstanceOf(Stopped.class);
        return asked.get();
    }

    private TestingJob job() {
        TestingJob job = new TestingJob(folder.resolve("job"));
        for (int day = 0; day < 4; day++) {
            job.declared(NIGHT.minusDays(day), declared(day));
        }
        String memberships = IntStream.range(0, PEOPLE)
                .mapToObj(i ->
                        "ck" + i + ",form_language_" + (i % 2 == 0 ? "de" : "en") + ",2026-11-01T00:00:00Z,form\nck" + i
                                + ",nobody_knows_" + i % 7 + ",2026-11-01T00:00:00Z,model")
                .collect(Collectors.joining("\n", "visitor,segment_id,ts,method\n", "\n"));
        String links = IntStream.range(0, PEOPLE)
                .mapToObj(i -> "ck" + i + ",C-" + i + ",login,2026-10-01T00:00:00Z")
                .collect(Collectors.joining("\n", "cookie,customer,how,linked_at\n", "\n"));
        return job.write("legacy/dmp.csv", memberships).write("legacy/logins.csv", links);
    }

    private static String[] declared(int day) {
        return IntStream.range(0, 300)
                .mapToObj(i -> {
                    String subject = "C-" + (i * 9 + day);
                    return i % 10 == 9
                            ? withdraws("w" + day + "-" + i, subject, "favourite_colour", "", "2026-11-20T11:00:00Z")
                            : declares(
                                    "d" + day + "-" + i,
                                    subject,
                                    "favourite_colour",
                                    "green",
                                    "recommend_products",
                                    "2026-11-1" + day + "T10:00:00Z");
                })
                .toArray(String[]::new);
    }
}
