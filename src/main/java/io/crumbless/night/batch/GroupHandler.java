package io.crumbless.night.batch;

import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.StageGroup;
import io.crumbless.process.Workers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorCompletionService;
import java.util.stream.Collectors;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Runs the unfinished parts of a group on several threads. The framework's own handler would run them in any order, and
 * has no stages within a step.
 */
final class GroupHandler implements PartitionHandler {
    private final StageGroup group;
    private final JobRepository jobs;
    private final Workers workers;
    private final Progress progress;
    private final Map<String, RunReport.Step> finished;

    /** @param finished receives the line of each stage */
    GroupHandler(
            StageGroup group,
            JobRepository jobs,
            Workers workers,
            Progress progress,
            Map<String, RunReport.Step> finished) {
        this.group = group;
        this.jobs = jobs;
        this.workers = workers;
        this.progress = progress;
        this.finished = finished;
    }

    @Override
    public Collection<StepExecution> handle(StepExecutionSplitter splitter, StepExecution manager) throws Exception {
        // Our partitioner ignores the grid size.
        Set<StepExecution> parts = splitter.split(manager, 1);
        Map<String, StepExecution> left = parts.stream().collect(Collectors.toMap(PartStep::part, part -> part));
        List<List<StageRun>> chains = group.chains().stream()
                .map(chain -> chain.stream()
                        .map(stage -> new StageRun(stage, left::containsKey))
                        .toList())
                .toList();
        run(chains.stream().flatMap(List::stream).toList(), new PartQueue(chains, left), parts.size());
        return parts;
    }

    private void run(List<StageRun> runs, PartQueue queue, int parts) throws Exception {
        PartStep step = new PartStep(jobs, runs);
        ExecutorCompletionService<Boolean> ended = new ExecutorCompletionService<>(workers);
        try (GroupProgress shown = new GroupProgress(runs, progress, finished)) {
            shown.look();
            for (int i = 0; i < parts; i++) {
                ended.submit(() -> step.runNext(queue));
            }
            for (int i = 0; i < parts; i++) {
                ended.take().get();
                shown.look();
            }
        }
    }
}
