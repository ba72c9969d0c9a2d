package io.crumbless.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token by which whoever started the console logs in: it is good once, and for a few minutes. One is out at a time.
 * Safe for many threads.
 */
public final class OneTimeToken {
    /** Long enough to copy it from a terminal to a browser. */
    public static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private final Clock clock;
    private @Nullable String token;
    private Instant until = Instant.EPOCH;

    public OneTimeToken(Clock clock) {
        this.clock = clock;
    }

    /** A new one, unless one is still out: then nothing, so that visitors cannot make the one that was printed worthless. */
    public synchronized Optional<String> issue() {
        if (token != null && clock.instant().isBefore(until)) {
            return Optional.empty();
        }
        String fresh = Secrets.next();
        token = fresh;
        until = clock.instant().plus(GOOD_FOR);
        return Optional.of(fresh);
    }

    /** Whether it is the one that is out; from now on it is worth nothing. */
    public synchronized boolean redeem(String presented) {
        boolean good = token != null && clock.instant().isBefore(until) && Secrets.same(token, presented);
        if (good) {
            token = null;
        }
        return good;
    }
}
