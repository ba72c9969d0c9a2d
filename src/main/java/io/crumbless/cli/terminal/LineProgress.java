package io.crumbless.cli.terminal;

import io.crumbless.night.run.Count;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Progress as plain lines, for log files: one when a step ends, and periodically during long steps. */
final class LineProgress implements LiveProgress {
    /** Often enough to show progress, rarely enough to be readable later. */
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final PrintStream err;
    private final LongSupplier nanos;
    private String step = "";
    private long startedNanos;
    private long saidNanos;

    LineProgress(PrintStream err, LongSupplier nanos) {
        this.err = err;
        this.nanos = nanos;
    }

    @Override
    public synchronized void stepStarted(String name) {
        step = name;
        startedNanos = nanos.getAsLong();
        saidNanos = startedNanos;
    }

    @Override
    public synchronized void advanced(String name, long done, long total, String unit) {
        long now = nanos.getAsLong();
        if (!name.equals(step) || now - saidNanos < EVERY.toNanos()) {
            return;
        }
        saidNanos = now;
        double seconds = (now - startedNanos) / 1e9;
        double rate = done / seconds;
        String line = total > 0
                ? String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d %s, %,.0f/s, %s left",
                        name,
                        done,
                        total,
                        unit,
                        rate,
                        Numbers.took(Duration.ofSeconds(rate > 0 ? Math.round((total - done) / rate) : 0)))
                : String.format(Locale.ROOT, "%s: %,d %s, %,.0f/s", name, done, unit, rate);
        err.println(line);
    }

    @Override
    public synchronized void stepFinished(String name, List<Count> counts, Duration took) {
        String what = String.join(
                ", ",
                counts.stream()
                        .map(count -> Numbers.grouped(count.number()) + " " + count.noun())
                        .toList());
        err.println(name + ": " + (what.isEmpty() ? "done" : what) + " in " + Numbers.took(took));
    }

    @Override
    public synchronized void message(String text) {
        err.println(text);
    }

    @Override
    public void close() {}
}
