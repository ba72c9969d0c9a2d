package io.crumbless.night.batch;

import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Reports the progress when a stage begins and ends, and keeps its line for the report. */
final class StageListener implements StepExecutionListener {
    /** As often as a terminal is drawn again. */
    private static final long LOOK_EVERY_MILLIS = 250;

    private final Stage stage;
    private final Progress progress;
    private final Map<String, RunReport.Step> finished;
    private final AtomicLong done = new AtomicLong();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile long total;
    private volatile long startedNanos;
    private volatile @Nullable Thread watch;

    StageListener(Stage stage, Progress progress, Map<String, RunReport.Step> finished) {
        this.stage = stage;
        this.progress = progress;
        this.finished = finished;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        startedNanos = System.nanoTime();
        progress.stepStarted(stage.name());
        total = stage.parts().stream().mapToLong(stage::size).sum();
        Thread looking = new Thread(this::lookNowAndThen, "crumbless-progress");
        looking.setDaemon(true);
        watch = looking;
        looking.start();
    }

    void partStarted(String part) {
        running.add(part);
    }

    void partFinished(String part) {
        // Under the lock, so that nobody counts the part twice, or not at all.
        synchronized (running) {
            running.remove(part);
            done.addAndGet(stage.size(part));
        }
        report();
    }

    /** A part may take long: how far it is shows meanwhile. */
    private void lookNowAndThen() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                report();
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        long now;
        synchronized (running) {
            now = done.get();
            for (String part : running) {
                now += Math.min(stage.done(part), stage.size(part));
            }
        }
        if (now > 0) {
            progress.advanced(stage.name(), now, total, stage.unit());
        }
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        if (watch != null) {
            watch.interrupt();
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            stage.release();
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            List<Count> counts = stage.counts();
            finished.put(stage.name(), new RunReport.Step(stage.name(), counts, took));
            progress.stepFinished(stage.name(), counts, took);
        }
        return execution.getExitStatus();
    }
}
