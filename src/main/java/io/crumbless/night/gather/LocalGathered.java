package io.crumbless.night.gather;

import io.crumbless.kernel.balance.Books;
import io.crumbless.night.intake.Delivery;
import io.crumbless.night.publish.Gathered;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.night.scatter.UnreadRecords;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.NightReport;
import io.crumbless.warehouse.snapshot.Retirement;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The result of gathering on this machine, from the notes that the parts of a run left in its workspace.
 *
 * @param files lists the files of the snapshot's datasets
 */
public record LocalGathered(String runId, LocalWork<?> work, Supplier<List<Manifest.Output>> files)
        implements Gathered {
    @Override
    public List<Manifest.Output> outputs() {
        return files.get();
    }

    @Override
    public Books books() {
        return SpellingTally.books(work.workspace());
    }

    @Override
    public ToLongFunction<Delivery<?>> unread() {
        SortedMap<String, Long> counts = work.workspace().counts("");
        return delivery -> UnreadRecords.unread(counts, delivery);
    }

    @Override
    public List<NightReport.RuleCount> rules() {
        SortedMap<String, Long> counts = work.workspace().counts(StripStage.PREFIX);
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(StripStage.RULE))
                .map(count ->
                        new NightReport.RuleCount(count.getKey().substring(StripStage.RULE.length()), count.getValue()))
                .sorted(Comparator.comparingLong(NightReport.RuleCount::values)
                        .reversed()
                        .thenComparing(NightReport.RuleCount::rule))
                .toList();
    }

    @Override
    public Retirement.Entry retirement(Books books) {
        return RetirementTally.entry(work, runId, work.workspace().counts(MergeStage.PREFIX), books);
    }

    @Override
    public void note(String stage, SortedMap<String, Long> counts) {
        work.workspace().keep(stage, new Books(), counts);
    }

    @Override
    public SortedMap<String, Long> noted(String stage) {
        return work.workspace().counts(stage);
    }

    @Override
    public void discard() {
        work.workspace().delete();
    }
}
