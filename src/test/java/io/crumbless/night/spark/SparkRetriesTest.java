package io.crumbless.night.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Storage;
import java.nio.file.Path;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
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

    @TempDir
    private Path folder;

    @Test
    void whateverIsKilledOrLostTheResultIsTheSame() {
        SparkWork work = RetriedWork.in(folder);
        SparkResult expected = TestingSpark.alone(spark -> run(spark, work, RetriedWork.BROADCAST_LINKS));

        int faults = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            int number = round;
            faults += TestingSpark.alone(spark -> disturbed(spark, work, number, expected));
        }

        assertThat(faults).isGreaterThan(2 * ROUNDS);
    }

    /** @return how many faults the round had */
    private static int disturbed(JavaSparkContext spark, SparkWork work, int round, SparkResult expected) {
        try (Disturbance disturbance = new Disturbance(spark, new Random(round))) {
            SparkResult found = run(spark, work, RetriedWork.links(round));

            assertThat(found.outputs()).as("files of round " + round).isEqualTo(expected.outputs());
            assertThat(found.notes()).as("books of round " + round).isEqualTo(expected.notes());
            assertThat(RetriedWork.files(work)).as("left by round " + round).isEqualTo(RetriedWork.files(expected));
            assertThat(Storage.of(work.warehouse()).exists(TaskWork.attempts(work)))
                    .isFalse();
            return disturbance.faults();
        }
    }

    private static SparkResult run(JavaSparkContext spark, SparkWork work, LinkLimits links) {
        return SparkGather.run(spark, work, SparkProgress.SILENT, RetriedWork.KEYS_PER_RANGE, links);
    }
}
