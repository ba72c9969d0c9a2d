package io.crumbless.cli.terminal;

import io.crumbless.night.run.Count;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Progress as events of a log: when a step begins and ends, and periodically during long steps. */
final class EventProgress implements LiveProgress {
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final EventLog log;
    private final LongSupplier nanos;
    private long saidNanos;

    EventProgress(EventLog log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    @Override
    public void identified(String runId) {
        log.identified(runId);
    }

    @Override
    public synchronized void stepStarted(String step) {
        saidNanos = nanos.getAsLong();
        log.stageStarted(step);
    }

    @Override
    public synchronized void advanced(String step, long done, long total, String unit) {
        long now = nanos.getAsLong();
        if (now - saidNanos >= EVERY.toNanos()) {
            saidNanos = now;
            log.stageProgress(Map.of("done", done, "total", total, "unit", unit));
        }
    }

    @Override
    public void stepFinished(String step, List<Count> counts, Duration took) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("took_ms", took.toMillis());
        Map<String, Long> counted = new LinkedHashMap<>();
        counts.forEach(count -> counted.put(count.noun(), count.number()));
        figures.put("counts", counted);
        log.stageFinished(step, figures);
    }

    @Override
    public void message(String text) {
        log.message(text);
    }

    @Override
    public void close() {}
}
