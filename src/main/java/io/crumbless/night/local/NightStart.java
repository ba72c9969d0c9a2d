package io.crumbless.night.local;

import io.crumbless.night.batch.NightJob;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Prepares a night on background threads: opens the control database and loads libraries, while the policy is read and
 * deliveries are counted.
 *
 * <p>Not affected by interrupts, so that a night that is asked to stop can record that. Closing closes the database.
 */
final class NightStart implements AutoCloseable {
    private final FutureTask<ControlDatabase> control;

    NightStart(ControlSettings settings) {
        this.control = new FutureTask<>(() -> ControlDatabase.open(settings));
        begin("crumbless-control", control);
        begin("crumbless-load", this::loadLibraries);
    }

    private static void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void loadLibraries() {
        try {
            ControlDatabase.loadLibraries();
            new NightJob(control().dataSource(), 1);
        } catch (RuntimeException | Error reported) {
            // It fails again, and is reported, when it is needed.
        }
    }

    /**
     * The database; waits until it is open.
     *
     * @throws io.crumbless.process.Failure as {@link ControlDatabase#open(ControlSettings)}
     */
    ControlDatabase control() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return control.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    if (e.getCause() instanceof Error serious) {
                        throw serious;
                    }
                    throw new IllegalStateException("The control database fails in a way it cannot", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        ControlDatabase opened;
        try {
            opened = control();
        } catch (RuntimeException | Error reported) {
            // Reported to the caller who requested it; without a request, another failure came first.
            return;
        }
        opened.close();
    }
}
