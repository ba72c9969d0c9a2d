package io.crumbless.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How work on other threads ends, for the thread that waits for it. */
public final class WorkerThreads {
    private WorkerThreads() {}

    /**
     * Waits for a result.
     *
     * @param stopped the message if this thread is asked to stop meanwhile
     * @throws RunStopped if it is; otherwise whatever the work threw
     */
    public static <T> T result(Future<T> work, String stopped) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStopped(stopped);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error serious) {
                throw serious;
            }
            throw new IllegalStateException("Work on another thread failed in a way it cannot", e.getCause());
        }
    }

    /**
     * Asks all of them to stop and waits until they have, however often this thread is asked to stop meanwhile.
     *
     * @param mostSeconds after which they are left alone
     */
    public static void stop(ExecutorService workers, int mostSeconds) {
        workers.shutdownNow();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(mostSeconds);
        boolean interrupted = false;
        boolean waiting = true;
        while (waiting) {
            try {
                workers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                waiting = false;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
