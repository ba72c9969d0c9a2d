package io.crumbless.night.local;

import io.crumbless.columnar.spill.KeySample;
import io.crumbless.columnar.spill.SpillFile;
import io.crumbless.columnar.spill.SpillMerge;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.TrialPlan;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.Progress;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.FactCodec;
import io.crumbless.night.scatter.LinkStage;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.MemoryBudget;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.night.scatter.Withdrawers;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.night.trial.TrialRange;
import io.crumbless.night.trial.TrialRefusals;
import io.crumbless.night.trial.TrialTally;
import io.crumbless.process.Failure;
import io.crumbless.process.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares two policies: runs the stages of a night that read and admit, then the kernel under each policy. */
final class Trial {
    private static final String OLD = "old policy";
    private static final String NEW = "new policy";
    private static final String BOTH = "both policies";

    private final LocalWork<Deliveries> before;
    private final LocalWork<Deliveries> after;
    private final Workers workers;
    private final Progress progress;
    private final StageRunner stages;
    private final TrialPlan plan;

    /** @param folder for spill files */
    Trial(TrialPlan plan, Path folder, MemoryBudget memory, Workers workers, Progress progress) {
        this.before = new LocalWork<>(plan.before(), plan.facts(), new Workspace(folder.resolve("old")), memory);
        this.after = new LocalWork<>(plan.after(), plan.facts(), new Workspace(folder.resolve("new")), memory);
        this.workers = workers;
        this.progress = progress;
        this.stages = new StageRunner(workers, progress);
        this.plan = plan;
    }

    PolicyDifference run() {
        before.workspace().create();
        after.workspace().create();
        boolean stripsLike = before.policy().stripsLike(after.policy());
        strip(stripsLike);
        admit();
        TrialTally tally = compare(stripsLike);
        return tally.difference(
                plan,
                TrialRefusals.between(
                        before.workspace().books(AdmitStage.PREFIX),
                        after.workspace().books(AdmitStage.PREFIX)));
    }

    private boolean linksLike() {
        return before.policy()
                .provenance()
                .trustedLinkMethods()
                .equals(after.policy().provenance().trustedLinkMethods());
    }

    private void strip(boolean stripsLike) {
        boolean linksLike = linksLike();
        LinkStage links = link(before, linksLike ? BOTH : OLD);
        strip(before, links, stripsLike ? BOTH : OLD);
        if (!stripsLike) {
            strip(after, linksLike ? links : link(after, NEW), NEW);
        }
    }

    private LinkStage link(LocalWork<Deliveries> work, String whose) {
        LinkStage links = new LinkStage(work);
        stages.step(whose + ": " + links.name(), links);
        return links;
    }

    private void strip(LocalWork<Deliveries> work, LinkStage links, String whose) {
        StripStage strip = new StripStage(work, links);
        stages.step(whose + ": " + strip.name(), strip);
    }

    /** Every delivery is read once; the admitted statements may differ. */
    private void admit() {
        AdmitStage admit = new AdmitStage(List.of(before, after));
        stages.step(BOTH + ": " + admit.name(), admit);
    }

    /** @param stripsLike whether what was stripped under the old policy is the same under the new one */
    private TrialTally compare(boolean stripsLike) {
        TrialTally all = new TrialTally(before.policy(), after.policy());
        progress.stepStarted("compare");
        long started = System.nanoTime();
        try (SpillFiles spilled = new SpillFiles()) {
            List<SpillFile> shared = spilled.open(before, file -> isShared(file, stripsLike));
            List<SpillFile> old = spilled.open(before, file -> !isShared(file, stripsLike));
            List<SpillFile> now = spilled.open(after, file -> true);
            old.addAll(shared);
            now.addAll(shared);
            Withdrawers oldWithdrawers = Withdrawers.read(old);
            Withdrawers nowWithdrawers = Withdrawers.read(now);
            List<byte[]> splitters = KeySample.splitters(spilled.files, MergeStage.SUBJECTS_PER_RANGE);
            List<Callable<Void>> ranges = new ArrayList<>();
            for (int i = 0; i <= splitters.size(); i++) {
                byte[] from = i == 0 ? FactCodec.BEHIND_WITHDRAWERS : splitters.get(i - 1);
                byte @Nullable [] to = i == splitters.size() ? null : splitters.get(i);
                ranges.add(() -> {
                    TrialTally own = new TrialTally(before.policy(), after.policy());
                    new TrialRange(
                                    new TrialRange.Side(before, new SpillMerge(old, from, to), oldWithdrawers),
                                    new TrialRange.Side(after, new SpillMerge(now, from, to), nowWithdrawers),
                                    own)
                            .run();
                    all.add(own.written());
                    return null;
                });
            }
            workers.all(ranges);
        } catch (IOException e) {
            throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "Cannot read the spill of the comparison", e);
        }
        progress.stepFinished("compare", List.of(), Duration.ofNanos(System.nanoTime() - started));
        return all;
    }

    /** Whether a spill file of the old policy is also valid for the new one. */
    private boolean isShared(String file, boolean stripsLike) {
        if (file.startsWith(LinkStage.PART)) {
            return linksLike();
        }
        return file.startsWith(AdmitStage.PREFIX) ? !AdmitStage.dependsOnPolicy(file) : stripsLike;
    }

    /** The spill files of both policies, each opened once. */
    private static final class SpillFiles implements AutoCloseable {
        private final List<SpillFile> files = new ArrayList<>();

        List<SpillFile> open(LocalWork<Deliveries> work, Predicate<String> wanted) throws IOException {
            List<SpillFile> opened = new ArrayList<>();
            for (Path path : work.workspace().spillFiles()) {
                if (wanted.test(String.valueOf(path.getFileName()))) {
                    opened.add(SpillFile.open(path));
                    files.add(opened.get(opened.size() - 1));
                }
            }
            return opened;
        }

        @Override
        public void close() throws IOException {
            for (SpillFile file : files) {
                file.close();
            }
        }
    }
}
