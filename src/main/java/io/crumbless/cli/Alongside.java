package io.crumbless.cli;

import io.crumbless.run.RunStopped;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Something that is worked out on a thread of its own, while the one that needs it does something else first. */
final class Alongside<T> {
    private final FutureTask<T> task;

    private Alongside(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Alongside<T> begin(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "crumbless-alongside");
        thread.setDaemon(true);
        thread.start();
        return new Alongside<>(task);
    }

    /**
     * Waits for it where needed.
     *
     * @throws RunStopped if this thread is asked to stop meanwhile; otherwise whatever the work threw
     */
    T result() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunStopped("Stopped before there was an answer");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error serious) {
                throw serious;
            }
            throw new IllegalStateException("Work alongside failed in a way it cannot", e.getCause());
        }
    }
}
