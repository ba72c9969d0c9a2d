package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether somebody still waits for the driver. Where nobody does it is interrupted, which cancels what runs, and ended if that does
 * not help.
 */
final class Listener implements AutoCloseable {
    private static final long LOOK_EVERY_SECONDS = 5;

    /** A submitting process that is silent for so long is gone, or will find its lock taken. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long SECONDS_TO_STOP = 30;
    private static final int ASKED_TO_STOP = 143;
    private static final String STOPPED = "Stopped: who submitted the application does not wait for it any more";

    private final Attempt attempt;
    private final Thread driver;
    private volatile boolean over;
    private volatile boolean abandoned;

    private Listener(Attempt attempt, Thread driver) {
        this.attempt = attempt;
        this.driver = driver;
    }

    /** @param hasParent whether standard input ends with the process that submitted */
    static Listener of(Attempt attempt, Thread driver, boolean hasParent) {
        Listener listener = new Listener(attempt, driver);
        start(listener::watchFiles);
        if (hasParent) {
            start(listener::watchInput);
        }
        return listener;
    }

    private static void start(Runnable watch) {
        Thread thread = new Thread(watch, "crumbless-listener");
        thread.setDaemon(true);
        thread.start();
    }

    void requireFollowed() {
        if (abandoned) {
            throw new Stopped(STOPPED);
        }
    }

    private void watchInput() {
        try {
            while (System.in.read() >= 0) {
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
            } else if (System.nanoTime() - heardNanos > PATIENCE.toNanos()) {
                abandon();
                return;
            }
            pause(LOOK_EVERY_SECONDS);
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
        pause(SECONDS_TO_STOP);
        if (!over) {
            Runtime.getRuntime().halt(ASKED_TO_STOP);
        }
    }

    private static void pause(long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
