package io.crumbless.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * While open, SIGTERM, SIGHUP and Ctrl-C interrupt the thread that opened it, and wait until it has stopped cleanly and
 * reported that.
 */
public final class CleanStop implements AutoCloseable {
    /** Less than the grace period of systemd and Kubernetes, 90 and 30 seconds. */
    private static final long PATIENCE_SECONDS = 25;

    private static volatile boolean asked;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook;

    private CleanStop(Thread worker) {
        hook = new Thread(() -> stop(worker), "crumbless-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public static CleanStop ofThisThread() {
        return new CleanStop(Thread.currentThread());
    }

    /** Whether this process was asked to stop. */
    public static boolean isAsked() {
        return asked;
    }

    /**
     * Ends this process. After a request to stop, it ends with the code of the signal regardless of what the command
     * returned, since in Java 17 a late call of {@link System#exit} would override that code.
     */
    public static void exit(int code) {
        while (asked) {
            // Otherwise an interrupt that the command left pending would keep this loop busy.
            Thread.interrupted();
            // The signal ends the process as soon as its hooks have run.
            LockSupport.park();
        }
        System.exit(code);
    }

    private void stop(Thread worker) {
        asked = true;
        try {
            boolean inTime = false;
            for (int second = 0; second < PATIENCE_SECONDS && !inTime; second++) {
                // Repeatedly, because a library that waits for a lock may consume the interrupt.
                worker.interrupt();
                inTime = stopped.await(1, TimeUnit.SECONDS);
            }
            if (!inTime) {
                System.err.println("crumbless: Stopped without waiting any longer; the same command continues the run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is already ending, by the hook.
        }
    }
}
