package io.crumbless.night.spark;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/** Has first attempts of tasks wait before they begin, some for so long that Spark begins a second one beside them. */
public final class Straggling implements SparkPlugin {
    /** The seed of a round, as a property of its jobs. */
    static final String ROUND = "crumbless.test.round";

    private static final int ONE_IN = 3;

    /** Ended as soon as the other attempt has won. */
    private static final int LONG_MILLIS = 20_000;

    private static final int SHORT_MILLIS = 600;

    @Override
    public @Nullable DriverPlugin driverPlugin() {
        return null;
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void onTaskStart() {
                waitAWhile(TaskContext.get());
            }
        };
    }

    private static void waitAWhile(TaskContext task) {
        String round = task.getLocalProperty(ROUND);
        if (round == null || task.attemptNumber() > 0 || task.numPartitions() < 2) {
            return;
        }
        Random random = new Random(Long.parseLong(round) * 1_000_003 + task.stageId() * 1009L + task.partitionId());
        random.nextInt();
        if (random.nextInt(ONE_IN) == 0) {
            pause(random.nextBoolean() ? LONG_MILLIS : random.nextInt(SHORT_MILLIS));
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
        }
    }
}
