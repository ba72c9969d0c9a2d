package io.crumbless.night.batch;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Makes a night restartable, whatever earlier attempts left in the job repository. The caller has the lock, so
 * executions recorded as running are dead: they are marked as failed.
 *
 * <p>{@link org.springframework.batch.core.launch.JobOperator#recover} does not suffice: it ignores executions that
 * have ended. A night that is asked to stop ends, while parts that were not started stay recorded as starting, and an
 * execution that could not record its end has the status unknown; the framework restarts neither.
 */
final class Recovery {
    private final JobRepository jobs;

    Recovery(JobRepository jobs) {
        this.jobs = jobs;
    }

    void of(String job, JobParameters parameters) {
        JobInstance night = jobs.getJobInstance(job, parameters);
        if (night == null) {
            return;
        }
        List<JobExecution> attempts = jobs.getJobExecutions(night);
        if (attempts.isEmpty() || attempts.stream().anyMatch(attempt -> attempt.getStatus() == BatchStatus.COMPLETED)) {
            // Killed before its first attempt was recorded, or done without being published: it starts again.
            jobs.deleteJobInstance(night);
        } else {
            attempts.forEach(this::recover);
        }
    }

    private void recover(JobExecution attempt) {
        attempt.getStepExecutions().stream()
                .filter(step -> hasNoEnd(step.getStatus()))
                .forEach(this::fail);
        if (hasNoEnd(attempt.getStatus()) || attempt.getEndTime() == null) {
            attempt.setStatus(BatchStatus.FAILED);
            attempt.setExitStatus(ExitStatus.FAILED);
            attempt.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
            jobs.update(attempt);
        }
    }

    private void fail(StepExecution step) {
        step.setStatus(BatchStatus.FAILED);
        step.setExitStatus(ExitStatus.FAILED);
        step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
        jobs.update(step);
    }

    private static boolean hasNoEnd(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }
}
