package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.StorageException;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Checks whether the submitting process still waits for the driver. If not, the driver is interrupted, which cancels
 * running jobs, and terminated if that does not help.
 */
final class Listener implements AutoCloseable {
    /**
     * Intervals and time-outs.
     *
     * @param look interval of looking at the files
     * @param silence time without heartbeat after which the submitting process is considered dead or will find its lock
     *     taken
     * @param stop time-out for running jobs to be cancelled
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
    private final LongSupplier nanos;
    private volatile boolean over;
    private volatile boolean abandoned;

    /** @param end terminates this process, if an interrupt does not help */
    Listener(Attempt attempt, Thread driver, Patience patience, Runnable end) {
        this(attempt, driver, patience, end, System::nanoTime);
    }

    /** @param nanos what time it is, for how long nothing was heard */
    Listener(Attempt attempt, Thread driver, Patience patience, Runnable end, LongSupplier nanos) {
        this.attempt = attempt;
        this.driver = driver;
        this.patience = patience;
        this.end = end;
        this.nanos = nanos;
    }

    /** @param parent a stream that ends with the submitting process; empty if that is on another machine */
    void listen(Optional<InputStream> parent) {
        start(this::watchFiles);
        parent.ifPresent(input -> start(() -> watchInput(input)));
    }

    private static void start(Runnable watch) {
        Thread thread = new Thread(watch, "crumbless-listener");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Checks once more, because since the last look the folder may have been deleted, and a result would create it
     * again.
     */
    void requireFollowed() {
        if (abandoned || isAskedToStop()) {
            throw new Stopped(STOPPED);
        }
    }

    private void watchInput(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // Input is ignored.
                continue;
            }
        } catch (IOException closed) {
            // As at its end.
            abandon();
            return;
        }
        abandon();
    }

    private void watchFiles() {
        Optional<String> last = Optional.empty();
        long heardNanos = nanos.getAsLong();
        while (!over) {
            if (isAskedToStop()) {
                abandon();
                return;
            }
            Optional<String> beat = attempt.lastBeat();
            if (beat.isPresent() && !beat.equals(last)) {
                last = beat;
                heardNanos = nanos.getAsLong();
            } else if (nanos.getAsLong() - heardNanos > patience.silence().toNanos()) {
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
