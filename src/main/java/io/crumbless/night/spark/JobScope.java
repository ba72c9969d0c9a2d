package io.crumbless.night.spark;

import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;

/** The jobs of one attempt at a work: watched while they run, cancelled where they come to nothing. */
final class JobScope implements AutoCloseable {
    /** How long is waited for tasks that were asked to end, so that they write nothing behind what is deleted. */
    private static final long MOST_MILLIS_TO_END = 10_000;

    private final JavaSparkContext spark;
    private final String id = UUID.randomUUID().toString();
    private final Watch watch;
    private boolean finished;

    JobScope(JavaSparkContext spark, DriverWork work, SparkProgress progress) {
        this.spark = spark;
        this.watch = new Watch(progress);
        spark.sc().addSparkListener(watch);
        spark.setJobGroup(id, "crumbless " + work.id(), true);
    }

    JavaSparkContext spark() {
        return spark;
    }

    /** See {@link Watch#begin}. */
    void begin(String phase, int tasks) {
        watch.begin(phase, tasks);
    }

    /** Nothing is left to cancel. */
    void finish() {
        finished = true;
    }

    /** Ends what still runs, such as attempts that lost. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        if (!finished) {
            spark.cancelJobGroup(id);
        }
        spark.clearJobGroup();
        spark.sc().removeSparkListener(watch);
        awaitEnd();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS_TO_END);
        try {
            while (isBusy() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isBusy() {
        return Arrays.stream(spark.sc().statusTracker().getExecutorInfos())
                .anyMatch(executor -> executor.numRunningTasks() > 0);
    }
}
