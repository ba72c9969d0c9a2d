package io.crumbless.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {
    private final ExecutorService workers = Executors.newSingleThreadExecutor();
    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicBoolean tidied = new AtomicBoolean();

    /** A stop asks every second until it is heard; the one that hears it may be tidying up already. */
    @Test
    void waitsForItsWorkersHoweverOftenItIsAsked() throws InterruptedException {
        workers.submit(this::workUntilAsked);
        working.await();
        AtomicBoolean stillAsked = new AtomicBoolean();
        Thread stopping = new Thread(() -> {
            WorkerThreads.stop(workers, 60);
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
        workers.submit(this::workUntilAsked);
        working.await();

        WorkerThreads.stop(workers, 0);

        assertThat(tidied).isFalse();
        mayEnd.countDown();
        assertThat(workers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
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
