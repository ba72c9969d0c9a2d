package io.crumbless.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AlongsideTest {
    @Test
    void worksWhileTheOtherThreadGoesOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch wanted = new CountDownLatch(1);
        Alongside<String> work = Alongside.begin(() -> {
            begun.countDown();
            await(wanted);
            return "found";
        });

        begun.await();
        wanted.countDown();

        assertThat(work.result()).isEqualTo("found");
        assertThat(work.result()).isEqualTo("found");
    }

    @Test
    void throwsWhatTheWorkThrew() {
        Failure failure = new Failure(Failure.ErrorCategory.CALLER, "Cannot explain: nothing is published yet");
        Alongside<String> failing = Alongside.begin(() -> {
            throw failure;
        });
        Alongside<String> full = Alongside.begin(() -> {
            throw new OutOfMemoryError("heap");
        });

        assertThatThrownBy(failing::result).isSameAs(failure);
        assertThatThrownBy(full::result).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void doesNotKeepAThreadThatIsAskedToStopWaiting() {
        CountDownLatch never = new CountDownLatch(1);
        Alongside<String> work = Alongside.begin(() -> {
            await(never);
            return "too late";
        });

        Thread.currentThread().interrupt();

        assertThatThrownBy(work::result).isInstanceOf(Stopped.class);
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
