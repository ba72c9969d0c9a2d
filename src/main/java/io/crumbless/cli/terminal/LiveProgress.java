package io.crumbless.cli.terminal;

import io.crumbless.night.run.Progress;

/** Progress shown on standard error during a run. */
public interface LiveProgress extends Progress, AutoCloseable {
    static LiveProgress on(Terminal terminal) {
        return terminal.events()
                .<LiveProgress>map(log -> new EventProgress(log, System::nanoTime))
                .orElseGet(() -> terminal.isInteractive()
                        ? new BarProgress(terminal.err(), terminal.columns())
                        : new LineProgress(terminal.err(), System::nanoTime));
    }

    @Override
    void close();
}
