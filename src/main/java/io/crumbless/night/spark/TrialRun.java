package io.crumbless.night.spark;

import io.crumbless.columnar.spill.KeySample;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.trial.TrialRefusals;
import io.crumbless.night.trial.TrialTally;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One comparison of two policies: the facts are scattered under each, divided into the same ranges, and each range is
 * merged by the kernel under both.
 */
final class TrialRun implements AutoCloseable {
    private final JobScope jobs;
    private final ScatterRun before;
    private final ScatterRun after;

    TrialRun(JavaSparkContext spark, TrialWork work, SparkProgress progress, LinkLimits limits) {
        this.jobs = new JobScope(spark, work, progress);
        // Every process has the links of both policies in memory at the same time.
        LinkLimits ofOne = limits.shared(2);
        this.before = new ScatterRun(jobs, work.before(), ofOne);
        this.after = new ScatterRun(jobs, work.after(), ofOne);
    }

    TrialResult result() throws Exception {
        List<Scattered.Done> old = before.scatter();
        List<Scattered.Done> now = after.scatter();
        List<byte[]> sample = new ArrayList<>();
        old.forEach(part -> sample.addAll(part.sample()));
        now.forEach(part -> sample.addAll(part.sample()));
        List<byte[]> splitters = KeySample.cut(sample, MergeStage.SUBJECTS_PER_RANGE);
        jobs.begin(GatherRun.GATHER, old.size() + now.size() + splitters.size() + 1);
        TrialTally tally = new TrialTally(
                before.attempt().task().terms().policy(),
                after.attempt().task().terms().policy());
        before.cut(splitters)
                .zipPartitions(after.cut(splitters), new TrialTask(side(before, old), side(after, now)))
                .collect()
                .forEach(range -> tally.add(WorkFile.parse(range, TrialTally.Written.class)));
        jobs.finish();
        return new TrialResult(
                tally.written(),
                TrialRefusals.between(before.books(AdmitStage.PREFIX), after.books(AdmitStage.PREFIX)));
    }

    private static TrialTask.Side side(ScatterRun scatter, List<Scattered.Done> parts) {
        AttemptContext attempt = scatter.attempt();
        return new TrialTask.Side(attempt.id(), attempt.work(), attempt.broadcast(new RangeContext(parts)));
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try (before;
                after) {
            jobs.close();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
