package io.crumbless.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: a program that cannot even report its failure has an exit code that schedulers know, and never Java's 1. */
@Tag("unit")
class LastResortTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void theCodeOfTheProgramStands() {
        assertThat(LastResort.codeOf(() -> 6, err)).isEqualTo(6);
        assertThat(bytes.size()).isZero();
    }

    @Test
    void memoryThatIsFullIsAFailureOfTheEnvironment() {
        int code = LastResort.codeOf(
                () -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                err);

        assertThat(code).isEqualTo(5);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("memory is full; give more with --memory 4g");
    }

    @Test
    void anythingElseIsADefect() {
        int code = LastResort.codeOf(
                () -> {
                    throw new ExceptionInInitializerError("C-1042");
                },
                err);

        assertThat(code).isEqualTo(70);
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("java.lang.ExceptionInInitializerError")
                .doesNotContain("C-1042");
    }

    @Test
    void aMessageThatDoesNotFitIntoMemoryDoesNotChangeTheCode() {
        PrintStream full = new PrintStream(bytes, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String text) {
                throw new OutOfMemoryError("Java heap space");
            }
        };

        assertThat(LastResort.codeOf(
                        () -> {
                            throw new OutOfMemoryError("Java heap space");
                        },
                        full))
                .isEqualTo(5);
    }
}
