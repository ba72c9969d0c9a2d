package io.crumbless.run.batch;

import io.crumbless.run.Count;
import io.crumbless.run.Progress;
import io.crumbless.run.RunReport;
import io.crumbless.run.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Tells the progress when a stage begins and ends, and keeps its line for the report. */
final class StageListener implements StepExecutionListener {
    private final Stage stage;
    private final Progress progress;
    private final Map<String, RunReport.Step> finished;
    private final AtomicLong done = new AtomicLong();
    private volatile long total;
    private volatile long startedNanos;

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
    }

    void partFinished(String part) {
        progress.advanced(stage.name(), done.addAndGet(stage.size(part)), total, stage.unit());
    }

    @Override
    public ExitStatus afterStep(StepExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            List<Count> counts = stage.counts();
            finished.put(stage.name(), new RunReport.Step(stage.name(), counts, took));
            progress.stepFinished(stage.name(), counts, took);
        }
        return execution.getExitStatus();
    }
}
