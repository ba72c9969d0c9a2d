package io.crumbless.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Work on several threads ends together: with results, with its first failure, or stopped. */
@Tag("unit")
class WorkersTest {
    /** As long as a machine with far too much to do may keep a thread waiting. */
    private static final int LONG_SECONDS = 600;

    private final Workers workers = new Workers(1, "workers-test", "Stopped while testing");
    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicBoolean tidied = new AtomicBoolean();

    /** A stop asks every second until it is heard; the one that hears it may be tidying up already. */
    @Test
    void waitsForItsWorkersHoweverOftenItIsAsked() throws InterruptedException {
        workers.execute(this::workUntilAsked);
        working.await();
        AtomicBoolean stillAsked = new AtomicBoolean();
        Thread stopping = new Thread(() -> {
            workers.close(LONG_SECONDS);
            stillAsked.set(tidied.get() && Thread.currentThread().isInterrupted());
        });

        stopping.start();
        for (int asked = 0; asked < 5; asked++) {
            stopping.interrupt();
            TimeUnit.MILLISECONDS.sleep(10);
        }

        assertThat(stopping.isAlive()).isTrue();
        mayEnd.countDown();
        stopping.join();
        assertThat(stillAsked).isTrue();
    }

    @Test
    void leavesWorkersAloneThatDoNotStop() throws InterruptedException {
        workers.execute(this::workUntilAsked);
        working.await();

        workers.close(0);

        assertThat(tidied).isFalse();
        mayEnd.countDown();
        workers.close(LONG_SECONDS);
        assertThat(tidied).isTrue();
    }

    @Test
    void beginsWithTheLargestAndGivesResultsInTheOrderOfTheItems() {
        List<Integer> begun = new CopyOnWriteArrayList<>();

        List<String> results = workers.largestFirst(List.of(2, 9, 4, 9, 1), Integer::longValue, size -> {
            begun.add(size);
            return "size " + size;
        });

        assertThat(begun).containsExactly(9, 9, 4, 2, 1);
        assertThat(results).containsExactly("size 2", "size 9", "size 4", "size 9", "size 1");
    }

    @Test
    void givesResultsInTheOrderOfTheParts() {
        try (Workers two = new Workers(2, "workers-test", "Stopped while testing")) {
            List<Callable<Integer>> parts = List.of(() -> 1, () -> 2, () -> 3);

            assertThat(two.all(parts)).containsExactly(1, 2, 3);
        }
    }

    @Test
    void throwsWhatAPartThrew() {
        try (Workers one = workers) {
            List<Callable<Void>> refused = List.of(fails(new Failure(Failure.ErrorCategory.INPUT, "Cannot test")));
            List<Callable<Void>> broken = List.of(fails(new IOException("disk")));

            assertThatThrownBy(() -> one.all(refused))
                    .isInstanceOf(Failure.class)
                    .hasMessage("Cannot test");
            assertThatThrownBy(() -> one.all(broken))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("disk");
        }
    }

    @Test
    void stopsWaitingWhenAsked() {
        List<Callable<Void>> parts = List.of(() -> {
            new CountDownLatch(1).await();
            return null;
        });
        Thread.currentThread().interrupt();
        try (Workers one = workers) {
            assertThatThrownBy(() -> one.all(parts)).isInstanceOf(Stopped.class).hasMessage("Stopped while testing");
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Callable<Void> fails(Exception failure) {
        return () -> {
            throw failure;
        };
    }

    private void workUntilAsked() {
        working.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asked) {
            tidyUp();
        }
    }

    private void tidyUp() {
        boolean ended = false;
        while (!ended) {
            try {
                mayEnd.await();
                ended = true;
            } catch (InterruptedException again) {
                // Asked again: it is tidying up.
            }
        }
        tidied.set(true);
    }
}
