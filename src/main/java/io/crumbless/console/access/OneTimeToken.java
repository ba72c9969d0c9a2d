package io.crumbless.console.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token with which the account that started the console logs in: valid once, for a few minutes. Only one is valid
 * at a time. Thread-safe.
 */
public final class OneTimeToken {
    /** Enough to copy it from a terminal to a browser. */
    public static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private final Clock clock;
    private @Nullable String token;
    private Instant until = Instant.EPOCH;

    public OneTimeToken(Clock clock) {
        this.clock = clock;
    }

    /**
     * A new token, unless one is still valid: then empty, so that visitors cannot invalidate the one that was printed.
     */
    public synchronized Optional<String> issue() {
        if (token != null && clock.instant().isBefore(until)) {
            return Optional.empty();
        }
        String fresh = Secrets.next();
        token = fresh;
        until = clock.instant().plus(GOOD_FOR);
        return Optional.of(fresh);
    }

    /** Whether it is the valid token, which is invalidated. */
    public synchronized boolean redeem(String presented) {
        boolean good = token != null && clock.instant().isBefore(until) && Secrets.same(token, presented);
        if (good) {
            token = null;
        }
        return good;
    }
}
