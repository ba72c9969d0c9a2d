package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether somebody still waits for the driver. Where nobody does it is interrupted, which cancels what runs, and ended if that does
 * not help.
 */
final class Listener implements AutoCloseable {
    /**
     * How long is waited for what.
     *
     * @param look between two looks at the files
     * @param silence of the submitting process after which it is gone, or will find its lock taken
     * @param stop for what runs to be cancelled
     */
    record Patience(Duration look, Duration silence, Duration stop) {
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(30));
    }

    private static final String STOPPED = "Stopped: who submitted the application does not wait for it any more";

    private final Attempt attempt;
    private final Thread driver;
    private final Patience patience;
    private final Runnable end;
    private volatile boolean over;
    private volatile boolean abandoned;

    /** @param end of this process, where an interrupt does not help */
    Listener(Attempt attempt, Thread driver, Patience patience, Runnable end) {
        this.attempt = attempt;
        this.driver = driver;
        this.patience = patience;
        this.end = end;
    }

    /** @param parent which ends with the process that submitted; empty where that is on another machine */
    void listen(Optional<InputStream> parent) {
        start(this::watchFiles);
        parent.ifPresent(input -> start(() -> watchInput(input)));
    }

    private static void start(Runnable watch) {
        Thread thread = new Thread(watch, "crumbless-listener");
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks once more: between two looks much can be deleted that a result would make again. */
    void requireFollowed() {
        if (abandoned || isAskedToStop()) {
            throw new Stopped(STOPPED);
        }
    }

    private void watchInput(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // Nothing is said there.
                continue;
            }
        } catch (IOException closed) {
            // As its end.
            abandon();
            return;
        }
        abandon();
    }

    private void watchFiles() {
        Optional<String> last = Optional.empty();
        long heardNanos = System.nanoTime();
        while (!over) {
            if (isAskedToStop()) {
                abandon();
                return;
            }
            Optional<String> beat = attempt.lastBeat();
            if (beat.isPresent() && !beat.equals(last)) {
                last = beat;
                heardNanos = System.nanoTime();
            } else if (System.nanoTime() - heardNanos > patience.silence().toNanos()) {
                abandon();
                return;
            }
            pause(patience.look());
        }
    }

    private boolean isAskedToStop() {
        try {
            return attempt.isAskedToStop();
        } catch (StorageException unknown) {
            return false;
        }
    }

    private void abandon() {
        if (over) {
            return;
        }
        abandoned = true;
        driver.interrupt();
        pause(patience.stop());
        if (!over) {
            end.run();
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
