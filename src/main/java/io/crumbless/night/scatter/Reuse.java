package io.crumbless.night.scatter;

import io.crumbless.night.intake.Delivery;
import io.crumbless.night.job.ReuseSettings;
import io.crumbless.night.legacy.MembershipSource;
import io.crumbless.night.legacy.MembershipSplit;
import io.crumbless.night.plan.Deliveries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reuses results of parts that read legacy deliveries, if nothing on which they depend has changed since the night that
 * produced them. The kernel still decides about every subject.
 */
public final class Reuse {
    /** Everything is read, and nothing is kept. */
    public static final Reuse NONE = new Reuse(null, null, null);

    private final @Nullable LocalWork<Deliveries> work;
    private final @Nullable PartKeys keys;
    private final @Nullable KeptSpills kept;

    private Reuse(@Nullable LocalWork<Deliveries> work, @Nullable PartKeys keys, @Nullable KeptSpills kept) {
        this.work = work;
        this.keys = keys;
        this.kept = kept;
    }

    /**
     * As configured in a job file.
     *
     * @param spill folder of the job's unfinished work
     * @param settingsVersion content hash of the job's settings for reading deliveries
     */
    public static Reuse of(ReuseSettings settings, Path spill, LocalWork<Deliveries> work, String settingsVersion) {
        if (!settings.isOn()) {
            return NONE;
        }
        return new Reuse(
                work,
                new PartKeys(work, settingsVersion),
                KeptSpills.in(
                        spill,
                        settings.keepBytes().orElseThrow(),
                        work.terms().erased().lastNotedAt()));
    }

    Optional<PartKey> keyOfLinks() {
        return keys == null ? Optional.empty() : keys.ofLinks();
    }

    Optional<PartKey> keyOf(List<Delivery<MembershipSource>> deliveries, List<MembershipSplit> splits) {
        return keys == null ? Optional.empty() : keys.ofMemberships(deliveries, splits);
    }

    /** Names the parts of tonight. */
    public void expect(Set<String> names) {
        if (kept != null) {
            kept.expect(names);
        }
    }

    /** The notes of a part whose kept spill files were put in place; empty if it must be processed. */
    Optional<PartNotes> take(Optional<PartKey> key, String part) throws IOException {
        return kept == null || work == null || key.isEmpty()
                ? Optional.empty()
                : kept.take(key.get(), work.workspace(), part);
    }

    /**
     * Keeps the files of a finished part.
     *
     * @param dated whether it contains facts at the cut-off or later
     * @param listsRecords whether it lists records by the labels of their deliveries
     */
    void keep(Optional<PartKey> key, String part, boolean dated, boolean listsRecords, PartNotes notes) {
        if (kept != null && work != null && key.isPresent()) {
            kept.keep(key.get(), work.workspace(), part, dated, listsRecords, notes);
        }
    }

    /** Deletes what tonight did not need, after it was published. */
    public void conclude() {
        if (kept != null) {
            kept.retainExpected();
        }
    }

    /** Failures that stopped nothing. */
    public List<String> notices() {
        return kept == null ? List.of() : kept.notices();
    }
}
