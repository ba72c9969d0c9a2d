package io.crumbless.night.gather;

import io.crumbless.kernel.balance.Books;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.catalogue.ProvidedRule;
import io.crumbless.kernel.merge.ProvidedBin;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Origin;
import io.crumbless.kernel.profile.Profile;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.night.scatter.LocalWork;
import io.crumbless.night.scatter.SegmentSets;
import io.crumbless.night.scatter.StripStage;
import io.crumbless.warehouse.snapshot.Retirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the values of profiles by origin as they are written. Not thread-safe; counts of ranges are summed by name.
 */
public final class RetirementTally {
    private static final String DECLARED = "declared:";
    private static final String PROVIDED = "provided:";
    private static final String SUPPLIED = "supplied:";
    private static final String SUBJECTS = "profiles on provided values";

    private final Policy policy;
    private final long[] declared;
    private final long[] provided;
    private final Map<Supplier, long[]> supplies = new HashMap<>();
    private long subjects;

    /** Names contain no colons. */
    private record Supplier(String source, int attribute, String rule) {}

    RetirementTally(Policy policy) {
        this.policy = policy;
        this.declared = new long[policy.attributes().size()];
        this.provided = new long[policy.attributes().size()];
    }

    void count(Profile profile) {
        boolean onProvided = false;
        for (Profile.Entry entry : profile.entries()) {
            if (entry.lineage().origin() == Origin.PROVIDED) {
                provided[entry.attribute()]++;
                supplies.computeIfAbsent(
                                new Supplier(
                                        entry.lineage().source(),
                                        entry.attribute(),
                                        entry.lineage().rule()),
                                any -> new long[1])[0]++;
                onProvided = true;
            } else {
                declared[entry.attribute()]++;
            }
        }
        subjects += onProvided ? 1 : 0;
    }

    /** The counts by name, to be stored with the books of a part. */
    SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < declared.length; i++) {
            counts.put(DECLARED + name(i), declared[i]);
            counts.put(PROVIDED + name(i), provided[i]);
        }
        supplies.forEach((supplier, values) -> counts.put(
                SUPPLIED + supplier.source() + ":" + name(supplier.attribute()) + ":" + supplier.rule(), values[0]));
        counts.put(SUBJECTS, subjects);
        return counts;
    }

    private String name(int attribute) {
        return policy.attributes().get(attribute).name().value();
    }

    /**
     * The entry of the night in the measure of retirement.
     *
     * @param runId of the snapshot
     * @param counts summed over all ranges
     * @param books of the whole run
     */
    public static Retirement.Entry entry(LocalWork<?> work, String runId, SortedMap<String, Long> counts, Books books) {
        List<Retirement.AttributeCount> attributes = new ArrayList<>();
        for (Attribute attribute : work.policy().attributes()) {
            String name = attribute.name().value();
            Retirement.AttributeCount count = new Retirement.AttributeCount(
                    name,
                    counts.getOrDefault(DECLARED + name, 0L),
                    counts.getOrDefault(PROVIDED + name, 0L),
                    attribute.provided().map(ProvidedRule::until).orElse(null));
            if (count.declared() + count.provided() > 0 || count.sunset() != null) {
                attributes.add(count);
            }
        }
        List<Retirement.SourceCount> sources = books.lines().stream()
                .filter(line -> line.account().unit() == Unit.LEGACY_VALUES)
                .map(line -> new Retirement.SourceCount(
                        line.account().source(),
                        line.counted(),
                        line.bins().getOrDefault(ProvidedBin.PROVIDED_KEPT.word(), 0L)))
                .toList();
        List<Retirement.Supply> supplies = new ArrayList<>();
        counts.tailMap(SUPPLIED).forEach((name, values) -> {
            if (name.startsWith(SUPPLIED)) {
                String[] parts = name.split(":", -1);
                supplies.add(new Retirement.Supply(parts[1], parts[2], parts[3], values));
            }
        });
        return new Retirement.Entry(
                work.night().businessDate(),
                runId,
                work.policy().version(),
                counts.getOrDefault(MergeStage.PROFILES, 0L),
                counts.getOrDefault(SUBJECTS, 0L),
                attributes,
                sources,
                supplies,
                segments(work));
    }

    /** Null for a kept log, which has no deliveries to count segments in. */
    private static @Nullable List<Retirement.SegmentCount> segments(LocalWork<?> work) {
        return work.facts() instanceof KeptLog
                ? null
                : work.workspace()
                        .sets(StripStage.PREFIX)
                        .map(SegmentSets::counts)
                        .orElse(null);
    }
}
