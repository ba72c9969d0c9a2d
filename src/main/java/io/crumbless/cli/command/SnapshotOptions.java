package io.crumbless.cli.command;

import io.crumbless.cli.render.PublishedSnapshots;
import io.crumbless.night.job.JobFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The published snapshot that a command reads, and the job that published it. */
final class SnapshotOptions {
    @Parameters(
            arity = "0..1",
            paramLabel = "SNAPSHOT",
            description = "The run id of the snapshot (default: the current one).")
    private @Nullable String snapshot;

    @Mixin
    private JobOption job = new JobOption();

    JobFile job(Invocation invocation) {
        return job.file(invocation);
    }

    /** The run id given by the user, even if there is no such snapshot; otherwise that of the current one. */
    String runIdAsNamed(JobFile jobFile, String verb) {
        return snapshot == null ? runId(jobFile, verb) : snapshot;
    }

    /**
     * The run id of the snapshot.
     *
     * @param verb what the command does, for messages
     */
    String runId(JobFile jobFile, String verb) {
        return PublishedSnapshots.named(jobFile, snapshot, verb);
    }
}
