package io.crumbless.night.spark;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the tasks that are over. What it hears may be late or double, so nothing but people's patience depends on it. */
final class Watch extends SparkListener {
    private final SparkProgress progress;
    private final AtomicInteger done = new AtomicInteger();
    private volatile String phase = "";
    private volatile int total;

    Watch(SparkProgress progress) {
        this.progress = progress;
    }

    /** What comes next. */
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
