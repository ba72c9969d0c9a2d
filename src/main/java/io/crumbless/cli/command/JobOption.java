package io.crumbless.cli.command;

import io.crumbless.night.job.JobFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The job that a command works on. */
final class JobOption {
    @Option(names = "--job", paramLabel = "JOB", description = "The job file (default: jobs/nightly-profiles.yaml).")
    private @Nullable Path job;

    JobFile file(Invocation invocation) {
        return invocation.jobOrUsual(job);
    }
}
