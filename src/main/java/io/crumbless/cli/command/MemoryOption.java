package io.crumbless.cli.command;

import io.crumbless.night.job.MemorySize;
import io.crumbless.process.Failure;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The memory of the process. The launcher reads it first and gives Java four fifths of it as heap. */
final class MemoryOption {
    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description =
                    "Memory that the program may use, such as 512m or 2g (default: half of the machine's memory). Data "
                            + "that does not fit is sorted on disk.")
    private @Nullable String memory;

    OptionalLong bytes() {
        if (memory == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(MemorySize.parse(memory));
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.ErrorCategory.CALLER, "Invalid --memory '" + memory + "': " + e.getMessage(), e);
        }
    }
}
