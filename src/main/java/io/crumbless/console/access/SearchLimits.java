package io.crumbless.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How many people a user may look up within an hour, and how often find nobody: whoever tries one id after the other is
 * locked out of searches for an hour. By user, not by session. Safe for many threads.
 */
public final class SearchLimits {
    /** Ids that nobody has, within an hour. Who copies ids from letters mistypes one now and then. */
    public static final int MOST_MISSES = 10;

    public static final Duration WINDOW = Duration.ofHours(1);

    private final Clock clock;
    private final int most;
    private final Map<String, Deque<Instant>> searches = new HashMap<>();
    private final Map<String, Deque<Instant>> misses = new HashMap<>();
    private final Map<String, Instant> lockedUntil = new HashMap<>();

    /** @param most searches within an hour */
    public SearchLimits(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    /** Whether a user may search now. */
    public enum Verdict {
        ALLOWED,
        /** As many as are allowed within an hour. */
        TOO_MANY,
        /** Locked out. */
        LOCKED
    }

    /** A user wants to look somebody up. */
    public synchronized Verdict search(User user) {
        Instant now = clock.instant();
        if (isLocked(user)) {
            return Verdict.LOCKED;
        }
        return count(searches, user, now) > most ? Verdict.TOO_MANY : Verdict.ALLOWED;
    }

    /** Whether a user is locked out, and may try no id. */
    public synchronized boolean isLocked(User user) {
        Instant locked = lockedUntil.get(user.name());
        return locked != null && clock.instant().isBefore(locked);
    }

    /** A search matched nobody; whether this locks the user out. */
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
