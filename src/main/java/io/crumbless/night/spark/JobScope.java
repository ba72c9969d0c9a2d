package io.crumbless.night.spark;

import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;

/** The Spark jobs of one attempt: observed while they run, cancelled if the attempt fails. */
final class JobScope implements AutoCloseable {
    /** Time-out for tasks that were asked to end, so that they do not write after deletion. */
    private static final long MOST_MILLIS_TO_END = 10_000;

    private final JavaSparkContext spark;
    private final String id = UUID.randomUUID().toString();
    private final TaskCounter watch;
    private boolean finished;

    JobScope(JavaSparkContext spark, DriverWork work, SparkProgress progress) {
        this.spark = spark;
        this.watch = new TaskCounter(progress);
        spark.sc().addSparkListener(watch);
        spark.setJobGroup(id, "crumbless " + work.id(), true);
    }

    JavaSparkContext spark() {
        return spark;
    }

    /** See {@link TaskCounter#begin}. */
    void begin(String phase, int tasks) {
        watch.begin(phase, tasks);
    }

    /** Nothing needs to be cancelled any more. */
    void finish() {
        finished = true;
    }

    /** Ends running jobs, such as losing attempts. */
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
