package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;

import io.crumbless.night.local.TestingJob;
import java.nio.file.Path;

/** Small jobs to try commands on. */
final class TestingJobs {
    private TestingJobs() {}

    /** Two nights of declarations of C-1 to C-3. */
    static TestingJob declaring(Path folder) {
        return new TestingJob(folder)
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-21T10:00:00Z"),
                        declares("d3", "C-3", "language", "en", "service_messages", "2026-11-21T10:00:00Z"))
                .declared(NIGHT, declares("d2", "C-2", "language", "en", "service_messages", "2026-11-22T10:00:00Z"));
    }
}
