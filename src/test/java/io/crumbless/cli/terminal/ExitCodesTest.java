package io.crumbless.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.process.Failure.ErrorCategory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: every code the program can end with is explained in its help. */
@Tag("unit")
class ExitCodesTest {
    @Test
    void explainsEveryCodeOnce() {
        assertThat(ExitCodes.meanings().keySet())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("0"),
                                Arrays.stream(ErrorCategory.values())
                                        .map(category -> String.valueOf(category.exitCode())))
                        .toList());
    }
}
