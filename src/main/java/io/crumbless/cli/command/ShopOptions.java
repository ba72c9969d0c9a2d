package io.crumbless.cli.command;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.tools.bench.ShopSettings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The generated shop that some benchmarks measure. */
final class ShopOptions {
    @Option(
            names = "--work",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the shop and for logs; an existing shop is used again. 1M people need 1 GB.")
    private Path work = Path.of("");

    @Option(
            names = "--people",
            paramLabel = "N",
            converter = GenerateCommand.Amount.class,
            description = "Customers, seven out of ten of whom have a profile (default: 1.3M).")
    private long people = 1_300_000;

    @Option(names = "--nights", paramLabel = "N", description = "Snapshots (default: ${DEFAULT-VALUE}).")
    private int nights = ShopSettings.MOST_NIGHTS;

    ShopSettings settings(Invocation invocation) {
        try {
            return new ShopSettings(
                    invocation.resolve(work).toAbsolutePath(),
                    people,
                    nights,
                    Runtime.getRuntime().availableProcessors());
        } catch (IllegalArgumentException e) {
            throw new Failure(ErrorCategory.CALLER, "Invalid --" + e.getMessage(), e);
        }
    }
}
