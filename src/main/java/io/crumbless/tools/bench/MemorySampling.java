package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at the memory of a console when it begins, every ten minutes, and when it ends. */
final class MemorySampling implements AutoCloseable {
    private static final long EVERY_MINUTES = 10;

    private final ConsoleProcess console;
    private final Path logs;
    private final Consumer<ConsoleMemory> samples;
    private final long begun = System.nanoTime();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1);
    private final ScheduledFuture<?> between;

    private MemorySampling(ConsoleProcess console, Path logs, Consumer<ConsoleMemory> samples) {
        this.console = console;
        this.logs = logs;
        this.samples = samples;
        sample();
        this.between = thread.scheduleAtFixedRate(this::sample, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
    }

    static MemorySampling begin(ConsoleProcess console, Path logs, Consumer<ConsoleMemory> samples) {
        return new MemorySampling(console, logs, samples);
    }

    private void sample() {
        samples.accept(
                new ConsoleMemory((System.nanoTime() - begun) / 1e9, console.liveBytes(logs), console.residentBytes()));
    }

    /**
     * Takes the last one.
     *
     * @throws Failure if one in between could not be taken
     */
    void end() {
        between.cancel(false);
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
            if (!between.isCancelled()) {
                between.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped("Stopped while measuring; the shop stays for the next time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(ErrorCategory.INTERNAL, "Cannot measure the console's memory: " + e.getCause(), e);
        }
        sample();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
