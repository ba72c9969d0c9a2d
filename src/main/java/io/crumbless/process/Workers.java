package io.crumbless.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * A fixed pool of threads. A thread that is interrupted while it waits for them gets {@link Stopped}; {@link #close}
 * interrupts what is still running and waits for it to end.
 */
public final class Workers implements Executor, AutoCloseable {
    private static final int MOST_SECONDS_TO_STOP = 30;

    private final ExecutorService threads;
    private final String whenStopped;

    /**
     * @param count number of threads
     * @param name name of the threads
     * @param whenStopped message of {@link Stopped}
     */
    public Workers(int count, String name, String whenStopped) {
        this.threads = Executors.newFixedThreadPool(count, part -> {
            Thread thread = new Thread(part, name);
            thread.setDaemon(true);
            return thread;
        });
        this.whenStopped = whenStopped;
    }

    @Override
    public void execute(Runnable part) {
        threads.execute(part);
    }

    /** Submits a task. */
    public <T> Future<T> begin(Callable<T> part) {
        return threads.submit(part);
    }

    /**
     * Waits for the result of a task.
     *
     * @throws Stopped if this thread is interrupted meanwhile; any other exception is that of the task
     */
    public <T> T result(Future<T> part) {
        return result(part, whenStopped);
    }

    /**
     * Runs all tasks and waits for them.
     *
     * @return their results, in order
     * @throws Stopped if this thread is interrupted meanwhile; any other exception is that of the first task that
     *     failed
     */
    public <T> List<T> all(List<? extends Callable<T>> parts) {
        List<Future<T>> ended;
        try {
            ended = threads.invokeAll(parts);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped(whenStopped);
        }
        List<T> results = new ArrayList<>();
        ended.forEach(part -> results.add(result(part)));
        return results;
    }

    /** A task for one item. */
    @FunctionalInterface
    public interface Part<I, T> {
        T of(I item) throws Exception;
    }

    /**
     * Runs a task for each item and waits for all. The largest items are begun first: otherwise a large one that is
     * begun last would keep the other threads waiting.
     *
     * @return the results, in the order of the items
     * @throws Stopped as {@link #all}
     */
    public <I, T> List<T> largestFirst(List<I> items, ToLongFunction<I> size, Part<I, T> part) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingLong((Integer i) -> size.applyAsLong(items.get(i)))
                .reversed());
        List<T> ended = all(order.stream()
                .map(i -> (Callable<T>) () -> part.of(items.get(i)))
                .toList());
        SortedMap<Integer, T> results = new TreeMap<>();
        for (int i = 0; i < ended.size(); i++) {
            results.put(order.get(i), ended.get(i));
        }
        return List.copyOf(results.values());
    }

    /**
     * Waits for work on another thread.
     *
     * @param whenStopped message of {@link Stopped}
     */
    public static <T> T result(Future<T> work, String whenStopped) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped(whenStopped);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error serious) {
                throw serious;
            }
            if (e.getCause() instanceof IOException failure) {
                throw new UncheckedIOException(failure);
            }
            throw new IllegalStateException("Work on another thread failed in a way it cannot", e.getCause());
        }
    }

    /** Interrupts all tasks and waits until they have ended, even if this thread is interrupted meanwhile. */
    @Override
    public void close() {
        close(MOST_SECONDS_TO_STOP);
    }

    /** @param mostSeconds how long to wait before they are abandoned */
    void close(int mostSeconds) {
        threads.shutdownNow();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(mostSeconds);
        boolean interrupted = false;
        boolean waiting = true;
        while (waiting) {
            try {
                threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
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
