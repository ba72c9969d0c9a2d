package io.crumbless.night.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever ends a night names who acts. */
@Tag("unit")
class FailuresTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new IllegalStateException(new OutOfMemoryError("heap")),
                        ErrorCategory.ENVIRONMENT,
                        "memory is full"),
                Arguments.of(
                        new IllegalStateException(
                                new SQLException("terminating connection", "57P01", new EOFException())),
                        ErrorCategory.ENVIRONMENT,
                        "SQLSTATE 57P01"),
                Arguments.of(
                        new UncheckedIOException(new EOFException()),
                        ErrorCategory.ENVIRONMENT,
                        "reading or writing failed (EOFException)"),
                Arguments.of(
                        new UncheckedIOException(new IOException("disk full")), ErrorCategory.ENVIRONMENT, "disk full"),
                Arguments.of(
                        new UncheckedIOException(new AccessDeniedException("in/store.csv")),
                        ErrorCategory.ENVIRONMENT,
                        "Cannot use in/store.csv: permission denied; give this user access"),
                Arguments.of(
                        new IllegalStateException(new SQLException("could not extend file", "53100")),
                        ErrorCategory.ENVIRONMENT,
                        "the disk of its server is full; make room there, then run again"),
                Arguments.of(
                        new IllegalStateException(new Failure(ErrorCategory.INPUT, "Cannot read it")),
                        ErrorCategory.INPUT,
                        "Cannot read it"),
                Arguments.of(new IllegalStateException("c-4711"), ErrorCategory.INTERNAL, "IllegalStateException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureNamesWhoActs(Throwable thrown, ErrorCategory category, String message) {
        Failure failure = Failures.of(thrown);

        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure).hasMessageContaining(message).hasMessageNotContaining("4711");
    }
}
