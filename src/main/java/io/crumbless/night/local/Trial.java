package io.crumbless.night.local;

import io.crumbless.columnar.spill.KeySample;
import io.crumbless.columnar.spill.SpillFile;
import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.plan.Deliveries;
import io.crumbless.night.plan.TrialPlan;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.PolicyDifference.Bound;
import io.crumbless.night.run.PolicyDifference.RefusalChange;
import io.crumbless.night.run.Progress;
import io.crumbless.night.scatter.AdmitStage;
import io.crumbless.night.scatter.FactCodec;
import io.crumbless.night.scatter.LinkStage;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.MemoryBudget;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.night.scatter.Withdrawers;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.process.Failure;
import io.crumbless.process.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of two policies: the stages of a night that read and admit, then the kernel under the one and under the
 * other.
 */
final class Trial {
    private static final String OLD = "old policy";
    private static final String NEW = "new policy";
    private static final String REFUSED = "refused:";
    private static final String BOTH = "both policies";

    private final LocalWork<Deliveries> before;
    private final LocalWork<Deliveries> after;
    private final Workers workers;
    private final Progress progress;
    private final StageRunner stages;
    private final Function<SubjectId, String> pseudonym;
    private final List<Bound> bounds;

    /** @param folder for what is spilled */
    Trial(TrialPlan plan, Path folder, MemoryBudget memory, Workers workers, Progress progress) {
        this.before = new LocalWork<>(plan.before(), plan.facts(), new Workspace(folder.resolve("old")), memory);
        this.after = new LocalWork<>(plan.after(), plan.facts(), new Workspace(folder.resolve("new")), memory);
        this.workers = workers;
        this.progress = progress;
        this.stages = new StageRunner(workers, progress);
        this.pseudonym = plan.pseudonym();
        this.bounds = plan.bounds();
    }

    PolicyDifference run() {
        before.workspace().create();
        after.workspace().create();
        boolean stripsLike = before.policy().stripsLike(after.policy());
        strip(stripsLike);
        admit();
        TrialTally tally = compare(stripsLike);
        return new PolicyDifference(
                before.night().businessDate(),
                before.facts().share().share(),
                tally.before(),
                tally.after(),
                tally.values(),
                tally.purposes(),
                tally.moments(),
                refusals(),
                tally.examples(pseudonym),
                bounds);
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

    /** Every delivery is read once; which statements pass may differ. */
    private void admit() {
        AdmitStage admit = new AdmitStage(List.of(before, after));
        stages.step(BOTH + ": " + admit.name(), admit);
    }

    /** @param stripsLike whether what was stripped under the old policy holds for the new one too */
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
                                    new TrialRange.Side(before, old, oldWithdrawers, from, to),
                                    new TrialRange.Side(after, now, nowWithdrawers, from, to),
                                    own)
                            .run();
                    all.add(own);
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

    /** Whether a spill file of the old policy holds for the new one too. */
    private boolean isShared(String file, boolean stripsLike) {
        if (file.startsWith(LinkStage.PART)) {
            return linksLike();
        }
        return file.startsWith(AdmitStage.PREFIX) ? !AdmitStage.dependsOnPolicy(file) : stripsLike;
    }

    /** The spill of both policies, each file open once. */
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

    /** What the bar refuses. */
    private List<RefusalChange> refusals() {
        Books old = before.workspace().books(AdmitStage.PREFIX);
        Books now = after.workspace().books(AdmitStage.PREFIX);
        Set<String> keys = new TreeSet<>(refused(old));
        keys.addAll(refused(now));
        List<RefusalChange> changes = new ArrayList<>();
        for (String key : keys) {
            int at = key.indexOf(' ');
            RefusalChange change = new RefusalChange(
                    key.substring(0, at), key.substring(at + 1), refused(old, key), refused(now, key));
            if (change.before() != change.after()) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static List<String> refused(Books books) {
        return books.lines().stream()
                .filter(line -> line.account().unit() == Unit.STATEMENTS)
                .flatMap(line -> line.bins().keySet().stream()
                        .filter(bin -> bin.startsWith(REFUSED))
                        .map(bin -> line.account().source() + " " + bin.substring(REFUSED.length())))
                .toList();
    }

    private static long refused(Books books, String key) {
        return books.lines().stream()
                .filter(line -> line.account().unit() == Unit.STATEMENTS
                        && key.startsWith(line.account().source() + " "))
                .mapToLong(line -> line.bins()
                        .getOrDefault(
                                REFUSED + key.substring(line.account().source().length() + 1), 0L))
                .sum();
    }
}
