package io.crumbless.cli.command;

import io.crumbless.cli.terminal.Confirmation;
import io.crumbless.night.job.JobFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that change published snapshots have in common: where, whether to ask, and how to report. */
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

    /** Whether what is about to happen is shown in words before it does. */
    boolean showsBefore() {
        return !yes && !json;
    }

    boolean json() {
        return json;
    }

    /**
     * Whether to continue.
     *
     * @throws io.crumbless.process.Failure caller where nobody can be asked
     */
    boolean confirmed(Invocation invocation, String question) {
        return Confirmation.of(invocation.terminal(), System.in, yes, question);
    }
}
