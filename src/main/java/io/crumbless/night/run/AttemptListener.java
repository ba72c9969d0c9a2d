package io.crumbless.night.run;

import io.crumbless.night.job.JobFile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Is notified of an attempt at a night, without influence on its outcome. */
public interface AttemptListener {
    /** An attempt begins. The night waits for this to return. */
    default void begins(JobFile job, LocalDate businessDate, Instant at) {}

    /** A stage has ended. The night waits for this to return. */
    default void stageEnded(JobFile job, LocalDate businessDate, String stage, Duration took, Instant at) {}

    /**
     * The attempt has ended, and the warehouse is unlocked.
     *
     * @return what failed, as messages for the notices of the night; contains no person's value
     */
    List<String> ended(EndedAttempt attempt);
}
