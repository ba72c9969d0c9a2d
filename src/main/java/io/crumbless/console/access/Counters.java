package io.crumbless.console.access;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the console counts of itself, for its metrics. Safe for many threads. */
public final class Counters {
    private final AtomicLong lockouts = new AtomicLong();
    private final Map<String, Long> denied = new TreeMap<>();

    public void lockout() {
        lockouts.incrementAndGet();
    }

    public long lockouts() {
        return lockouts.get();
    }

    /** @param why in a word */
    public synchronized void denied(String why) {
        denied.merge(why, 1L, Long::sum);
    }

    /** Requests that were denied, by why. */
    public synchronized Map<String, Long> denied() {
        return new TreeMap<>(denied);
    }
}
