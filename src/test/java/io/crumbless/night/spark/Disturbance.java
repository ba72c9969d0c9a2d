package io.crumbless.night.spark;

import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.storage.RDDBlockId;

/** Kills attempts of tasks while they run, and loses what Spark keeps of what they made. */
final class Disturbance extends SparkListener implements AutoCloseable {
    /** One task in this many is killed; the following attempt may be killed, too. */
    private static final int KILLED_ONE_IN = 3;

    private static final int LOST_ONE_IN = 4;
    private static final int MOST_MILLIS = 60;

    private final JavaSparkContext spark;
    private final Random random;
    private final AtomicInteger faults = new AtomicInteger();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    Disturbance(JavaSparkContext spark, Random random) {
        this.spark = spark;
        this.random = random;
        spark.sc().addSparkListener(this);
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
        if (random.nextInt(KILLED_ONE_IN) == 0) {
            long attempt = start.taskInfo().taskId();
            later.schedule(() -> kill(attempt), random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
        }
    }

    private void kill(long attempt) {
        if (spark.sc().killTaskAttempt(attempt, true, "the test")) {
            faults.incrementAndGet();
        }
    }

    /** A process that ends takes along what it kept. */
    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
        spark.getPersistentRDDs().forEach((number, rdd) -> {
            for (int part = 0; part < rdd.getNumPartitions(); part++) {
                if (random.nextInt(LOST_ONE_IN) == 0) {
                    SparkEnv.get().blockManager().removeBlock(new RDDBlockId(number, part), true);
                    faults.incrementAndGet();
                }
            }
        });
    }

    int faults() {
        return faults.get();
    }

    @Override
    public void close() {
        spark.sc().removeSparkListener(this);
        later.shutdownNow();
    }
}
