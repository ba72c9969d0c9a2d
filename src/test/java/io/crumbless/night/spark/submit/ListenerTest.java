package io.crumbless.night.spark.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Promise: an abandoned driver ends, however it learns of that, and no other does. */
@Tag("unit")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ListenerTest {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final CountDownLatch ended = new CountDownLatch(1);

    private Attempt attempt() {
        return new Attempt(Location.of(folder));
    }

    private Listener listener(Duration silence, Duration stop) {
        Storage.of(attempt().work()).replaceAtomically(attempt().work(), new byte[0]);
        return new Listener(
                attempt(), Thread.currentThread(), new Listener.Patience(LOOK, silence, stop), ended::countDown);
    }

    private static void awaitInterrupt() {
        assertThatThrownBy(() -> TimeUnit.MINUTES.sleep(5)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void endsWithItsParent() throws IOException {
        PipedOutputStream parent = new PipedOutputStream();
        try (InputStream input = new PipedInputStream(parent);
                Listener listener = listener(LONG, LONG)) {
            listener.listen(Optional.of(input));
            listener.requireFollowed();
            parent.close();

            awaitInterrupt();

            assertThatThrownBy(listener::requireFollowed).isInstanceOf(Stopped.class);
        }
    }

    @Test
    void endsWhenItIsAskedTo() {
        try (Listener listener = listener(LONG, LONG)) {
            listener.listen(Optional.empty());
            attempt().askToStop();

            awaitInterrupt();
        }
    }

    /** The submitter deletes the driver's input at once; nobody would read a result. */
    @Test
    void endsWhenItsFolderIsGone() {
        try (Listener listener = listener(LONG, LONG)) {
            attempt().beat(0);
            listener.listen(Optional.empty());
            Storage.of(attempt().folder()).deleteRecursively(attempt().folder());

            awaitInterrupt();

            assertThatThrownBy(listener::requireFollowed).isInstanceOf(Stopped.class);
        }
    }

    @Test
    void asksOnceMoreBeforeTheResult() {
        try (Listener listener = listener(LONG, LONG)) {
            listener.requireFollowed();
            attempt().forgetWork();

            assertThatThrownBy(listener::requireFollowed).isInstanceOf(Stopped.class);
        }
    }

    /** It may run on a cluster, where no signal and no pipe reach it. */
    @Test
    void endsWhenTheHeartbeatDoes() {
        attempt().beat(1);
        try (Listener listener = listener(Duration.ofMillis(200), LONG)) {
            listener.listen(Optional.empty());

            awaitInterrupt();
        }
    }

    /** With a clock that is stopped until the heartbeat was received. */
    @Test
    void goesOnWhileTheHeartBeats() {
        AtomicLong now = new AtomicLong();
        AtomicInteger looks = new AtomicInteger();
        Storage.of(attempt().work()).replaceAtomically(attempt().work(), new byte[0]);
        try (Listener listener = new Listener(
                attempt(), Thread.currentThread(), new Listener.Patience(LOOK, LONG, LONG), ended::countDown, () -> {
                    looks.incrementAndGet();
                    return now.get();
                })) {
            listener.listen(Optional.empty());
            assertThatCode(() -> {
                        for (int beat = 0; beat < 5; beat++) {
                            attempt().beat(beat);
                            awaitTwoMore(looks);
                            now.addAndGet(LONG.toNanos() - 1);
                            awaitTwoMore(looks);
                        }
                    })
                    .doesNotThrowAnyException();
            listener.requireFollowed();
            now.addAndGet(2);

            awaitInterrupt();
        }
    }

    /** The second of them began behind what was done before. */
    private static void awaitTwoMore(AtomicInteger looks) throws InterruptedException {
        for (int before = looks.get(); looks.get() < before + 2; ) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void isEndedWhereAnInterruptDoesNotHelp() throws InterruptedException {
        try (Listener listener = listener(LONG, LOOK)) {
            listener.listen(Optional.empty());
            attempt().askToStop();

            awaitInterrupt();

            assertThat(ended.await(5, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    void whoIsDoneIsLeftAlone() throws InterruptedException {
        try (Listener listener = listener(LONG, LOOK)) {
            listener.listen(Optional.empty());
        }
        attempt().askToStop();

        assertThat(ended.await(300, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }
}
