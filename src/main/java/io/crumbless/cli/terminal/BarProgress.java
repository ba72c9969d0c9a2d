package io.crumbless.cli.terminal;

import io.crumbless.night.run.Count;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress as a bar on a terminal, one at a time; it disappears when its step ends, since the result table has the
 * counts.
 */
final class BarProgress implements LiveProgress {
    private static final int UPDATE_MILLIS = 200;

    private final PrintStream err;
    private final int columns;
    private @Nullable ProgressBar bar;
    private String step = "";

    BarProgress(PrintStream err, int columns) {
        this.err = err;
        this.columns = columns;
    }

    @Override
    public synchronized void stepStarted(String name) {
        closeBar();
        step = name;
    }

    @Override
    public synchronized void advanced(String name, long done, long total, String unit) {
        if (!name.equals(step)) {
            return;
        }
        ProgressBar shown = bar;
        if (shown == null) {
            shown = new ProgressBarBuilder()
                    .setTaskName(name)
                    .setInitialMax(total > 0 ? total : -1)
                    .setUnit(" " + unit, 1)
                    .showSpeed()
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(err, columns))
                    .build();
            bar = shown;
        }
        shown.maxHint(total > 0 ? total : -1);
        shown.stepTo(done);
    }

    @Override
    public synchronized void stepFinished(String name, List<Count> counts, Duration took) {
        closeBar();
    }

    @Override
    public synchronized void message(String text) {
        closeBar();
        err.println(text);
    }

    @Override
    public synchronized void close() {
        closeBar();
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
