package io.crumbless.night.batch;

import io.crumbless.night.run.Stage;
import io.crumbless.process.Stopped;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * One part of a stage, as a step. No tasklet: that would hold a transaction and its connection for as long as the part takes,
 * although nothing of a part is written through it, and would note twice that it is done.
 */
final class PartStep extends AbstractStep {
    private final Stage stage;
    private final StageListener listener;

    PartStep(String name, JobRepository jobs, Stage stage, StageListener listener) {
        super(jobs);
        setName(name);
        this.stage = stage;
        this.listener = listener;
    }

    @Override
    protected void doExecute(StepExecution execution) throws Exception {
        Stopped.ifAsked(NightJob.STOPPED);
        String part = partOf(execution.getStepName());
        listener.partStarted(part);
        stage.run(part);
        listener.partFinished(part);
    }

    /**
     * The part's name stands behind the step's. An execution context would be no place for it: a process killed between
     * the two writes leaves an execution without context, which a restart takes over.
     */
    private static String partOf(String stepName) {
        return stepName.substring(stepName.indexOf(':') + 1);
    }
}
