package io.crumbless.tools.bench;

import io.crumbless.process.Stopped;
import io.crumbless.process.Workers;
import java.nio.file.Path;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Samples the memory of a console at the beginning, every ten minutes and at the end. */
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
     * Takes the last sample.
     *
     * @throws io.crumbless.process.Failure if an earlier sample could not be taken
     */
    void end() {
        between.cancel(false);
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped(ConsoleLooks.STOPPED);
        }
        if (!between.isCancelled()) {
            Workers.result(between, ConsoleLooks.STOPPED);
        }
        sample();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
