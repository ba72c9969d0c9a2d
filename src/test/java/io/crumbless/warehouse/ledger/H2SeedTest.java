package io.crumbless.warehouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.h2.util.MathUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The seed is created once per process, so this needs a separate one. */
@Tag("crash")
class H2SeedTest {
    /** An early Ctrl-C: the thread is interrupted before H2 is used. */
    static final class Interrupted {
        private Interrupted() {}

        public static void main(String[] arguments) {
            Thread.currentThread().interrupt();
            H2Seed.require();
            MathUtils.secureRandomLong();
            System.out.print(Thread.currentThread().isInterrupted());
        }
    }

    @Test
    void anInterruptPrintsNothingAmongTheResults() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(TestingProcess.command(Interrupted.class)).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(out).isEqualTo("true");
    }
}
