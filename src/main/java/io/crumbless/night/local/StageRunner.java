package io.crumbless.night.local;

import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.Stage;
import io.crumbless.process.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the parts of stages whose results are not kept after a kill: the next attempt starts again. */
final class StageRunner {
    private final Workers workers;
    private final Progress progress;

    StageRunner(Workers workers, Progress progress) {
        this.workers = workers;
        this.progress = progress;
    }

    /** @param name display name of the step */
    RunReport.Step step(String name, Stage stage) {
        progress.stepStarted(name);
        long started = System.nanoTime();
        run(stage);
        RunReport.Step step = new RunReport.Step(name, stage.counts(), Duration.ofNanos(System.nanoTime() - started));
        progress.stepFinished(step.name(), step.counts(), step.took());
        return step;
    }

    /** Without reporting progress. */
    void run(Stage stage) {
        List<Callable<Void>> parts = new ArrayList<>();
        try {
            for (String part : stage.parts()) {
                parts.add(() -> {
                    stage.run(part);
                    return null;
                });
            }
            workers.all(parts);
        } finally {
            stage.release();
        }
    }
}
