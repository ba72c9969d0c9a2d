package io.crumbless.cli.command;

import io.crumbless.cli.terminal.Confirmation;
import io.crumbless.night.job.JobFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Common options of the commands that change published snapshots: job, confirmation and output. */
final class ChangeOptions {
    @Mixin
    private JobOption job = new JobOption();

    @Option(names = "--dry-run", description = "Show what would change, without changing anything.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Option(names = "--json", description = "Print one JSON object, and nothing else.")
    private boolean json;

    JobFile job(Invocation invocation) {
        return job.file(invocation);
    }

    boolean dryRun() {
        return dryRun;
    }

    /** Whether the change is described before it is made. */
    boolean showsBefore() {
        return !yes && !json;
    }

    boolean json() {
        return json;
    }

    /**
     * Whether to continue.
     *
     * @throws io.crumbless.process.Failure caller if there is no terminal to ask on
     */
    boolean confirmed(Invocation invocation, String question) {
        return Confirmation.of(invocation.terminal(), System.in, yes, question);
    }
}
