package io.crumbless.night.run;

import io.crumbless.night.job.JobFile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Hears of an attempt at a night. Whatever it does, the night is as it is. */
public interface AttemptListener {
    /** One begins. The night waits for this to return. */
    default void begins(JobFile job, LocalDate businessDate, Instant at) {}

    /** One of its stages has ended. The night waits for this to return. */
    default void stageEnded(JobFile job, LocalDate businessDate, String stage, Duration took, Instant at) {}

    /**
     * It has ended, and the warehouse is free again.
     *
     * @return what could not be done, in words, for the notices of the night; holds no person's value
     */
    List<String> ended(EndedAttempt attempt);
}
