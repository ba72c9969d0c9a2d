package io.crumbless.night.run;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Stopped;
import java.time.LocalDate;

/** One night, from the job file to the published snapshot. */
public interface NightlyRun {
    /**
     * Runs one business date of a job; resumes it if an earlier attempt was killed, and recognises it if it was
     * published before.
     *
     * <p>To stop it, interrupt its thread: the run ends cleanly with {@link Stopped}, and the same call resumes it.
     *
     * @throws Stopped if the run was asked to stop
     * @throws io.crumbless.process.Failure if nothing was published; its category says who has to act
     */
    RunReport run(JobFile job, LocalDate businessDate, RunOptions options, Progress progress);
}
