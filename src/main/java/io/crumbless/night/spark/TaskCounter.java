package io.crumbless.night.spark;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts finished tasks. Spark's events may be late or duplicated, so this is used for progress only. */
final class TaskCounter extends SparkListener {
    private final SparkProgress progress;
    private final AtomicInteger done = new AtomicInteger();
    private volatile String phase = "";
    private volatile int total;

    TaskCounter(SparkProgress progress) {
        this.progress = progress;
    }

    /** Starts the next phase. */
    void begin(String name, int tasks) {
        phase = name;
        total = tasks;
        done.set(0);
        progress.advanced(name, 0, tasks);
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.taskInfo().successful() && total > 0) {
            progress.advanced(phase, Math.min(done.incrementAndGet(), total), total);
        }
    }
}
