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
 * Lets a night be restarted, whatever earlier attempts left in the job repository. The caller holds the lock, so nothing of
 * what counts as running runs: it is marked as failed.
 *
 * <p>{@link org.springframework.batch.core.launch.JobOperator#recover} does less: it leaves alone an execution that ended
 * itself. A night that is asked to stop does, while parts that no thread had begun count as starting for ever, and one that
 * could not record its end counts as unknown; the framework restarts neither.
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
            // Killed before its first attempt was recorded, or done without being published: begun again.
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
