package io.crumbless.night.lineage;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Posts the events of one spool when a night begins, and again when it is over; on background threads. */
final class Posting {
    /** For the events of one post. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EventSpool spool;
    private final Consumer<String> lost;
    private final Duration patience;
    private @Nullable Thread beside;

    /**
     * @param lost receives the events that are dropped; called by any thread
     * @param patience for the events of one post
     */
    Posting(EventSpool spool, Consumer<String> lost, Duration patience) {
        this.spool = spool;
        this.lost = lost;
        this.patience = patience;
    }

    /** For the post that began with the night, for the rest, and for one more event. */
    static Duration atMost(Duration patience) {
        return patience.multipliedBy(3);
    }

    EventSpool spool() {
        return spool;
    }

    void begin() {
        beside = started(() -> said(this::post));
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work, "lineage");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Starts the last posting, so that those of several receivers run concurrently. */
    CompletableFuture<Optional<String>> end() {
        CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
        started(() -> ended.complete(said(this::last)));
        return ended;
    }

    /** Only the class of an exception is reported, since messages of libraries quote settings. */
    private Optional<String> said(Supplier<Optional<String>> work) {
        try {
            return work.get();
        } catch (Throwable e) {
            return Optional.of(spool.waits("it failed (" + e.getClass().getSimpleName() + ")"));
        }
    }

    /**
     * Waits for the last posting.
     *
     * @param until in terms of {@link System#nanoTime}, the same for all receivers
     * @return why some still wait, for a message; empty if none does
     */
    Optional<String> result(CompletableFuture<Optional<String>> ended, long until) {
        try {
            return ended.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.of(spool.waits("it takes too long"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(spool.waits("it was interrupted"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> last() {
        Thread before = beside;
        try {
            if (before != null) {
                before.join(patience.toMillis());
            }
            return before != null && before.isAlive() ? Optional.of(spool.waits("it takes too long")) : post();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(spool.waits("it was interrupted"));
        }
    }

    private Optional<String> post() {
        try {
            return spool.post(System.nanoTime() + patience.toNanos(), lost);
        } catch (IOException e) {
            return Optional.of(spool.waits("an event, the key or the properties cannot be read ("
                    + e.getClass().getSimpleName() + ")"));
        }
    }
}
