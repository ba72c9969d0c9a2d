package io.crumbless.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many people a user may look up within an hour, and how many searches may find nobody: a user who tries ids
 * is locked out of searches for an hour. By user, not by session. Thread-safe.
 */
public final class SearchLimits {
    /** Searches without result within an hour; enough for occasional typing errors. */
    public static final int MOST_MISSES = 10;

    public static final Duration WINDOW = Duration.ofHours(1);

    private final Clock clock;
    private final int most;
    private final Map<String, Deque<Instant>> searches = new HashMap<>();
    private final Map<String, Deque<Instant>> misses = new HashMap<>();
    private final Map<String, Instant> lockedUntil = new HashMap<>();

    /** @param most maximum number of searches within an hour */
    public SearchLimits(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Whether a user may search now. */
    public enum Verdict {
        ALLOWED,
        /** The maximum within an hour is reached. */
        TOO_MANY,
        /** Locked out. */
        LOCKED
    }

    /** Checks a search of a user, and counts it. */
    public synchronized Verdict search(User user) {
        Instant now = clock.instant();
        if (isLocked(user)) {
            return Verdict.LOCKED;
        }
        return count(searches, user, now) > most ? Verdict.TOO_MANY : Verdict.ALLOWED;
    }

    /** Whether a user is locked out of searches. */
    public synchronized boolean isLocked(User user) {
        Instant locked = lockedUntil.get(user.name());
        return locked != null && clock.instant().isBefore(locked);
    }

    /** Records a search without result; returns whether the user is now locked out. */
    public synchronized boolean missed(User user) {
        Instant now = clock.instant();
        boolean locks = count(misses, user, now) > MOST_MISSES;
        if (locks) {
            lockedUntil.put(user.name(), now.plus(WINDOW));
            misses.remove(user.name());
        }
        return locks;
    }

    private static int count(Map<String, Deque<Instant>> all, User user, Instant now) {
        Deque<Instant> times = all.computeIfAbsent(user.name(), name -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
            times.removeFirst();
        }
        times.addLast(now);
        return times.size();
    }
}
