package io.crumbless.night.batch;

import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The state of one stage in one attempt: unfinished parts, progress and duration. Thread-safe. */
final class StageRun {
    private final Stage stage;
    private final List<String> parts;
    private final long total;
    private final Set<String> running = new HashSet<>();
    private int left;
    private long done;
    private long startedNanos;
    private long tookNanos;

    /** @param isLeft whether a part was not done by an earlier attempt */
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

    /** Parts that no earlier attempt has done. */
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

    /** In the unit of the stage, including progress within running parts. */
    synchronized long done() {
        return done
                + running.stream()
                        .mapToLong(part -> Math.min(stage.done(part), stage.size(part)))
                        .sum();
    }

    /** In the unit of the stage. */
    long total() {
        return total;
    }

    /** Ends a finished stage. Its duration is from the start of its first part to the end of its last one. */
    synchronized RunReport.Step finish() {
        stage.release();
        return new RunReport.Step(stage.name(), stage.counts(), Duration.ofNanos(tookNanos));
    }
}
