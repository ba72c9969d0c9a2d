package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ControlSettings;
import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.ledger.RunAttempt.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: however an attempt ends, the history says how. */
@Tag("unit")
class RecordedAttemptTest {
    @TempDir
    Path folder;

    private RunAttempt recorded(Throwable thrown) throws IOException {
        Path job = Files.writeString(folder.resolve("job.yaml"), "job: j\npolicy: p\nwarehouse: w\n");
        try (ControlDatabase database = ControlDatabase.open(ControlSettings.in(folder.resolve("control")))) {
            RecordedAttempt attempt = new RecordedAttempt(database.runs(), Clock.systemUTC());
            assertThatThrownBy(() -> attempt.of(JobFile.read(job), LocalDate.parse("2026-11-22"), identified -> {
                        if (thrown instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) thrown;
                    }))
                    .isInstanceOf(Failure.class);
            return database.runs().latest("j").orElseThrow();
        }
    }

    @Test
    void anErrorOfJavaIsAFailedAttempt() throws IOException {
        RunAttempt attempt = recorded(new UnsatisfiedLinkError("no such library"));

        assertThat(attempt.status()).isEqualTo(Status.FAILED);
        assertThat(attempt.exitCode()).hasValue(ErrorCategory.INTERNAL.exitCode());
        assertThat(attempt.message()).contains("UnsatisfiedLinkError");
    }

    @Test
    void fullMemoryIsAFailureOfThePlatform() throws IOException {
        assertThat(recorded(new OutOfMemoryError()).exitCode()).hasValue(ErrorCategory.ENVIRONMENT.exitCode());
    }

    @Test
    void aFailureKeepsItsWords() throws IOException {
        RunAttempt attempt = recorded(new Failure(ErrorCategory.INPUT, "Cannot publish: the books do not close"));

        assertThat(attempt.exitCode()).hasValue(ErrorCategory.INPUT.exitCode());
        assertThat(attempt.message()).isEqualTo("Cannot publish: the books do not close");
    }
}
