package io.crumbless.warehouse.snapshot;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the report page of a night shows in addition to its manifest. Only counts over all people: no person and no
 * value.
 *
 * @param language of the page in the same folder, {@code de} or {@code en}
 * @param restored run id of the snapshot that a rollback restored; null for a night
 * @param rules the rules that decided about legacy values, most values first
 * @param guards the limits in the job file, and how close the night came
 * @param since changes since the previous night; null for the first
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

    /** Number of legacy values that one rule of the policy, or a built-in one, decided about. */
    public record RuleCount(String rule, long values) {}

    /**
     * One limit.
     *
     * @param guard key in the job file, {@code guards.refusals-may-reach}
     * @param source the one that came closest, if each source is measured; else empty
     * @param limit share, 0 to 1
     * @param reached share, in millionths
     */
    public record Reading(String guard, String source, double limit, double reached) {
        private static final double MILLIONTHS = 1e6;

        public static Reading of(String guard, String source, double limit, long part, long whole) {
            double share = whole == 0 ? 0 : (double) part / whole;
            return new Reading(guard, source, limit, Math.round(share * MILLIONTHS) / MILLIONTHS);
        }

        /** A night beyond a limit is published only if an operator accepted it. */
        public boolean isBeyond() {
            return reached > limit;
        }
    }

    /**
     * The previous night.
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
