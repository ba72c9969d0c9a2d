package io.crumbless.warehouse.snapshot;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page about a night shows in addition to its manifest. Counts over all people only: no person and no value.
 *
 * @param language of the page in the same folder, {@code de} or {@code en}
 * @param restored run id of the snapshot a rollback went back to; null on a night
 * @param rules what decided about legacy values, most values first
 * @param guards the limits of the job file, and how near the night came
 * @param since what changed; null for the first night
 */
public record NightReport(
        String language,
        @Nullable String restored,
        List<RuleCount> rules,
        List<Reading> guards,
        @Nullable Since since) {
    public NightReport {
        rules = List.copyOf(rules);
        guards = List.copyOf(guards);
    }

    /** Values of all legacy sources that one rule of the policy, or a built-in one, decided about. */
    public record RuleCount(String rule, long values) {}

    /**
     * One limit.
     *
     * @param guard key in the job file, {@code guards.refusals-may-reach}
     * @param source the one that came nearest, where each source is measured; else empty
     * @param limit share, 0 to 1
     * @param reached share, in millionths
     */
    public record Reading(String guard, String source, double limit, double reached) {
        private static final double MILLIONTHS = 1e6;

        public static Reading of(String guard, String source, double limit, long part, long whole) {
            double share = whole == 0 ? 0 : (double) part / whole;
            return new Reading(guard, source, limit, Math.round(share * MILLIONTHS) / MILLIONTHS);
        }

        /** A night beyond a limit is published only where somebody accepted it. */
        public boolean isBeyond() {
            return reached > limit;
        }
    }

    /**
     * The night before this one.
     *
     * @param datasets those of both nights, in the order of this one
     */
    public record Since(
            String runId, LocalDate businessDate, String policyVersion, String program, List<Change> datasets) {
        public Since {
            datasets = List.copyOf(datasets);
        }
    }

    /** Rows of one dataset. */
    public record Change(String dataset, long before, long now) {}
}
