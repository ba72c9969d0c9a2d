package io.crumbless.night.batch;

import io.crumbless.night.run.Failures;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.Stage;
import io.crumbless.night.run.StageGroup;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.process.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * Runs the stages of one night, each group as one partitioned step of a Spring Batch job on a JDBC repository, so that
 * a killed night resumes with the parts it had not finished.
 *
 * <p>The caller has the lock of the warehouse, so executions that the repository believes to be running are dead: they
 * are recovered, then restarted.
 */
public final class NightJob {
    /**
     * Spring Batch keeps the contexts of running steps in a static map by their ids, so two repositories in one process
     * would get each other's: nights of one process take turns.
     */
    private static final ReentrantLock TURN = new ReentrantLock(true);

    /** Message of a night that was asked to stop. */
    public static final String STOPPED = "Stopped before the night was done; the same command continues it";

    private final JobRepository jobs;
    private final JobOperator operator;
    private final int threads;

    /** @param threads parts that run concurrently */
    public NightJob(DataSource controlDatabase, int threads) {
        this.threads = threads;
        try {
            JdbcJobRepositoryFactoryBean repository = new JdbcJobRepositoryFactoryBean();
            repository.setDataSource(controlDatabase);
            repository.setTransactionManager(new JdbcTransactionManager(controlDatabase));
            // The lock of the warehouse excludes others. Another isolation level would be set for the session, which a
            // connection pooler passes on.
            repository.setIsolationLevelForCreateEnum(Isolation.DEFAULT);
            repository.afterPropertiesSet();
            this.jobs = repository.getObject();
            TaskExecutorJobOperator taskOperator = new TaskExecutorJobOperator();
            taskOperator.setJobRepository(jobs);
            taskOperator.setJobRegistry(new MapJobRegistry());
            taskOperator.setTaskExecutor(new SyncTaskExecutor());
            taskOperator.afterPropertiesSet();
            this.operator = taskOperator;
        } catch (Exception failure) {
            throw new Failure(
                    Failure.ErrorCategory.ENVIRONMENT,
                    "Cannot open the job repository in the control database",
                    failure);
        }
    }

    /**
     * Runs the unfinished parts of a night.
     *
     * @param job name of the job
     * @param runId identifies the night's inputs; the same id continues the same night
     * @param workId identifies the work of earlier attempts; if that work is gone, all of it is done again
     * @return one entry per stage, in order
     */
    public List<RunReport.Step> run(
            String job, String runId, String workId, List<StageGroup> groups, Progress progress) {
        List<Stage> stages =
                groups.stream().flatMap(group -> group.stages().stream()).toList();
        JobParameters parameters = new JobParametersBuilder()
                .addString("run.id", runId, true)
                .addString("work.id", workId, true)
                .toJobParameters();
        Map<String, RunReport.Step> finished = new LinkedHashMap<>();
        Workers workers = new Workers(threads, "crumbless-worker", STOPPED);
        TURN.lock();
        try {
            new Recovery(jobs).of(job, parameters);
            JobExecution execution = operator.start(job(job, steps(groups, workers, progress, finished)), parameters);
            if (execution.getStatus() != BatchStatus.COMPLETED) {
                throw cause(execution);
            }
        } catch (Exception failure) {
            throw Failures.of(failure);
        } finally {
            // Parts check for interrupts between batches of rows, so they end soon.
            workers.close();
            stages.forEach(Stage::release);
            TURN.unlock();
        }
        for (Stage stage : stages) {
            finished.computeIfAbsent(stage.name(), name -> new RunReport.Step(name, stage.counts(), Duration.ZERO));
        }
        return stages.stream().map(stage -> finished.get(stage.name())).toList();
    }

    private Job job(String name, List<Step> steps) {
        SimpleJobBuilder builder = new JobBuilder(name, jobs).start(steps.get(0));
        for (Step step : steps.subList(1, steps.size())) {
            builder = builder.next(step);
        }
        return builder.build();
    }

    private List<Step> steps(
            List<StageGroup> groups, Workers workers, Progress progress, Map<String, RunReport.Step> finished) {
        List<Step> steps = new ArrayList<>();
        for (StageGroup group : groups) {
            String name = name(group);
            steps.add(new StepBuilder(name, jobs)
                    .partitioner(name + "-part", partitioner(group))
                    .partitionHandler(new GroupHandler(group, jobs, workers, progress, finished))
                    .build());
        }
        return steps;
    }

    private static String name(StageGroup group) {
        return group.stages().stream()
                .map(stage -> stage.name().replace(' ', '-'))
                .collect(Collectors.joining("+"));
    }

    private static Partitioner partitioner(StageGroup group) {
        return gridSize -> {
            Map<String, ExecutionContext> parts = new LinkedHashMap<>();
            group.stages().stream()
                    .flatMap(stage -> stage.parts().stream())
                    .forEach(part -> parts.put(part, new ExecutionContext()));
            return parts;
        };
    }

    /** The framework wraps exceptions of parts; the innermost one names who has to act. */
    private static Throwable root(List<Throwable> all, JobExecution execution) {
        return all.stream()
                .filter(each -> !each.getClass().getName().startsWith("org.springframework.batch"))
                .findFirst()
                .orElseGet(() -> new IllegalStateException("the job ended as " + execution.getStatus()));
    }

    /** In the order of stages and parts, so that always the same delivery is reported. */
    private static List<Throwable> failures(JobExecution execution) {
        List<Throwable> failures = new ArrayList<>(execution.getFailureExceptions());
        execution.getStepExecutions().stream()
                .sorted(Comparator.comparingLong(StepExecution::getId))
                .forEach(step -> failures.addAll(step.getFailureExceptions()));
        return failures;
    }

    /** Why the night ended: a request to stop takes precedence, then the first failure with a category. */
    private static Failure cause(JobExecution execution) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable failure : failures(execution)) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                all.add(each);
            }
        }
        if (Thread.currentThread().isInterrupted()
                || all.stream().anyMatch(each -> each instanceof InterruptedException)) {
            return new Stopped(STOPPED);
        }
        return all.stream()
                .filter(each -> each instanceof Failure)
                .map(each -> (Failure) each)
                .findFirst()
                .orElseGet(() -> Failures.of(root(all, execution)));
    }
}
