package io.crumbless.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether files named by the user may replace existing ones. */
final class ForceOption {
    @Option(names = "--force", description = "Replace an existing file.")
    private boolean force;

    OutputFile file(Invocation invocation, Path named) {
        return new OutputFile(invocation, named, force ? OutputFile.Existing.REPLACE : OutputFile.Existing.KEEP);
    }
}
