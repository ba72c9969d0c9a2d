package io.crumbless.night.run;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One attempt at a night, however it ended.
 *
 * @param steps those that were finished, in their order
 * @param report of one that published, or found published
 * @param failure of every other
 */
public record EndedAttempt(
        JobFile job,
        LocalDate businessDate,
        Instant started,
        Instant ended,
        List<RunReport.Step> steps,
        Optional<RunReport> report,
        Optional<Failure> failure) {
    public EndedAttempt {
        steps = List.copyOf(steps);
    }

    /** What the program says by its exit code. */
    public int exitCode() {
        return failure.map(one -> one.category().exitCode()).orElse(0);
    }

    public Duration took() {
        return Duration.between(started, ended);
    }
}
