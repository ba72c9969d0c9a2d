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

/** Posts what waits in one spool while a night begins, and once more when it is over; on threads that hold nobody up. */
final class Posting {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** For what is still being posted since the night began, for the rest, and for one event beyond that. */
    static final Duration AT_MOST = PATIENCE.multipliedBy(3);

    private final EventSpool spool;
    private final Consumer<String> lost;
    private @Nullable Thread beside;

    /** @param lost receives the events that are given up; on any thread */
    Posting(EventSpool spool, Consumer<String> lost) {
        this.spool = spool;
        this.lost = lost;
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

    /** Begins the last posting, so that those of several receivers go on side by side. */
    CompletableFuture<Optional<String>> end() {
        CompletableFuture<Optional<String>> ended = new CompletableFuture<>();
        started(() -> ended.complete(said(this::last)));
        return ended;
    }

    /** Of a failure no more than its name: messages of libraries quote settings. */
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
     * @param until by {@link System#nanoTime}, one time for all receivers
     * @return why some still wait, in words; empty where none does
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
                before.join(PATIENCE.toMillis());
            }
            return before != null && before.isAlive() ? Optional.of(spool.waits("it takes too long")) : post();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(spool.waits("it was interrupted"));
        }
    }

    private Optional<String> post() {
        try {
            return spool.post(System.nanoTime() + PATIENCE.toNanos(), lost);
        } catch (IOException e) {
            return Optional.of(spool.waits("an event, the key or the properties cannot be read ("
                    + e.getClass().getSimpleName() + ")"));
        }
    }
}
