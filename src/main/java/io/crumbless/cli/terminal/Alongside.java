package io.crumbless.cli.terminal;

import io.crumbless.process.Workers;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A computation on a background thread, while the caller does something else first. */
public final class Alongside<T> {
    private final FutureTask<T> task;

    private Alongside(FutureTask<T> task) {
        this.task = task;
    }

    public static <T> Alongside<T> begin(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "crumbless-alongside");
        thread.setDaemon(true);
        thread.start();
        return new Alongside<>(task);
    }

    /**
     * Waits for the result if necessary.
     *
     * @throws io.crumbless.process.Stopped if this thread is asked to stop meanwhile; otherwise whatever the work threw
     */
    public T result() {
        return Workers.result(task, "Stopped before there was an answer");
    }
}
