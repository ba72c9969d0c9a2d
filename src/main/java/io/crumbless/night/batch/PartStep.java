package io.crumbless.night.batch;

import io.crumbless.process.Stopped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.StepExecution;

/**
 * One part of a stage, as a step. Not a tasklet step, which would keep a transaction and its connection open for the
 * duration of the part, although nothing is written through it, and would record its end twice.
 */
final class PartStep extends AbstractStep {
    private final Map<String, StageRun> byPart = new HashMap<>();

    PartStep(JobRepository jobs, List<StageRun> runs) {
        super(jobs);
        setName("part");
        runs.forEach(run -> run.parts().forEach(part -> byPart.put(part, run)));
    }

    /**
     * Runs the next part.
     *
     * @return whether one could be started
     */
    boolean runNext(PartQueue queue) throws Exception {
        Optional<StepExecution> part = queue.next();
        if (part.isPresent()) {
            try {
                execute(part.get());
            } finally {
                queue.ended();
            }
        }
        return part.isPresent();
    }

    @Override
    protected void doExecute(StepExecution execution) throws Exception {
        Stopped.ifAsked(NightJob.STOPPED);
        String part = part(execution);
        Objects.requireNonNull(byPart.get(part), "a part of the group").run(part);
    }

    /**
     * The part's name is appended to that of the step. It cannot be in the execution context: a process killed between
     * two writes leaves an execution without context, which a restart resumes.
     */
    static String part(StepExecution execution) {
        String stepName = execution.getStepName();
        return stepName.substring(stepName.indexOf(':') + 1);
    }
}
