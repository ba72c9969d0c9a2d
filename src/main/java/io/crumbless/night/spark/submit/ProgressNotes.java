package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.spark.SparkProgress;
import java.util.concurrent.TimeUnit;

/** Reports the progress of the driver in a file, rarely enough to limit requests to an object store. */
final class ProgressNotes implements SparkProgress {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Attempt attempt;
    private final Listener listener;
    private final String application;
    private String phase = "";
    private long notedNanos;

    ProgressNotes(Attempt attempt, Listener listener, String application) {
        this.attempt = attempt;
        this.listener = listener;
        this.application = application;
        note(new Attempt.Reached(application, "", 0, 0));
    }

    @Override
    public synchronized void advanced(String nowIn, int done, int total) {
        long now = System.nanoTime();
        if (!nowIn.equals(phase) || done == total || now - notedNanos > EVERY_NANOS) {
            phase = nowIn;
            notedNanos = now;
            note(new Attempt.Reached(application, nowIn, done, total));
        }
    }

    @Override
    public void requireFollowed() {
        listener.requireFollowed();
    }

    private void note(Attempt.Reached reached) {
        try {
            attempt.keep(reached);
        } catch (StorageException lost) {
            // The next one makes up for it.
            return;
        }
    }
}
