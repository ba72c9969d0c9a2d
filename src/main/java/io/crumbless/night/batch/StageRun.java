package io.crumbless.night.batch;

import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** One stage in one attempt: what is left of it, how far that is, and how long it took. Safe for threads. */
final class StageRun {
    private final Stage stage;
    private final List<String> parts;
    private final long total;
    private final Set<String> running = new HashSet<>();
    private int left;
    private long done;
    private long startedNanos;
    private long tookNanos;

    /** @param isLeft of parts that no earlier attempt has done */
    StageRun(Stage stage, Predicate<String> isLeft) {
        List<String> all = stage.parts();
        this.stage = stage;
        this.parts = all.stream().filter(isLeft).toList();
        this.left = parts.size();
        this.total = all.stream().mapToLong(stage::size).sum();
        this.done = total - parts.stream().mapToLong(stage::size).sum();
    }

    Stage stage() {
        return stage;
    }

    /** Those that no earlier attempt has done. */
    List<String> parts() {
        return parts;
    }

    void run(String part) throws Exception {
        begin(part);
        try {
            stage.run(part);
            end(part);
        } finally {
            forget(part);
        }
    }

    private synchronized void begin(String part) {
        if (startedNanos == 0) {
            startedNanos = System.nanoTime();
        }
        running.add(part);
    }

    private synchronized void end(String part) {
        left--;
        done += stage.size(part);
        tookNanos = System.nanoTime() - startedNanos;
        running.remove(part);
    }

    private synchronized void forget(String part) {
        running.remove(part);
    }

    synchronized boolean isDone() {
        return left == 0;
    }

    /** In the stage's units, with what is done of the parts that are being run. */
    synchronized long done() {
        return done
                + running.stream()
                        .mapToLong(part -> Math.min(stage.done(part), stage.size(part)))
                        .sum();
    }

    /** In the stage's units. */
    long total() {
        return total;
    }

    /** Ends a stage that is done. Its time is from when its first part began to when its last one ended. */
    synchronized RunReport.Step finish() {
        stage.release();
        return new RunReport.Step(stage.name(), stage.counts(), Duration.ofNanos(tookNanos));
    }
}
