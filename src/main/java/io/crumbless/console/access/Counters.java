package io.crumbless.console.access;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of the console for its metrics. Thread-safe. */
public final class Counters {
    private final AtomicLong lockouts = new AtomicLong();
    private final Map<String, Long> denied = new TreeMap<>();

    public void lockout() {
        lockouts.incrementAndGet();
    }

    public long lockouts() {
        return lockouts.get();
    }

    /** @param why the reason, in one word */
    public synchronized void denied(String why) {
        denied.merge(why, 1L, Long::sum);
    }

    /** Denied requests, by reason. */
    public synchronized Map<String, Long> denied() {
        return new TreeMap<>(denied);
    }
}
