package io.crumbless.night.batch;

import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.Stage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reports the progress of a group as that of consecutive stages, and collects their lines for the report. Progress of a
 * stage before its turn is shown when its turn comes.
 */
final class GroupProgress implements AutoCloseable {
    /** As often as a terminal is redrawn. */
    private static final long LOOK_EVERY_MILLIS = 250;

    private final List<StageRun> runs;
    private final Progress progress;
    private final Map<String, RunReport.Step> finished;
    private final Thread watch = new Thread(this::lookNowAndThen, "crumbless-progress");
    private int turn;

    GroupProgress(List<StageRun> runs, Progress progress, Map<String, RunReport.Step> finished) {
        this.runs = runs;
        this.progress = progress;
        this.finished = finished;
        progress.stepStarted(runs.get(0).stage().name());
        watch.setDaemon(true);
        watch.start();
    }

    /** Updates the progress: ends stages whose turn is over. */
    synchronized void look() {
        report();
        while (turn < runs.size() && runs.get(turn).isDone()) {
            RunReport.Step step = runs.get(turn).finish();
            finished.put(step.name(), step);
            progress.stepFinished(step.name(), step.counts(), step.took());
            turn++;
            if (turn < runs.size()) {
                progress.stepStarted(runs.get(turn).stage().name());
            }
        }
    }

    /** Shows the progress within parts, which may take long. */
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

    private synchronized void report() {
        if (turn < runs.size()) {
            StageRun run = runs.get(turn);
            Stage stage = run.stage();
            long done = run.done();
            if (done > 0) {
                progress.advanced(stage.name(), done, run.total(), stage.unit());
            }
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
