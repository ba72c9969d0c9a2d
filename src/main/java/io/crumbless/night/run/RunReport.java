package io.crumbless.night.run;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a finished night; its manifest holds the same numbers.
 *
 * @param job name of the job
 * @param runId business date and 12 hexadecimal digits
 * @param snapshot where it was published: a path, or a URI on other file systems
 * @param steps in the order they ran; only those this attempt ran
 * @param balance one line per source
 * @param notices what had no effect or deserves a look: an empty delivery, a rule that matched nothing
 * @param took of this attempt
 * @param storeRequests how many requests it sent to object stores, as far as their connectors count; 0 for none
 */
public record RunReport(
        String job,
        LocalDate businessDate,
        String runId,
        Outcome outcome,
        String snapshot,
        List<Step> steps,
        List<BalanceLine> balance,
        long profiles,
        long contactMoments,
        List<String> notices,
        Duration took,
        long storeRequests) {
    /** Of a night that asked nothing of an object store. */
    public RunReport(
            String job,
            LocalDate businessDate,
            String runId,
            Outcome outcome,
            String snapshot,
            List<Step> steps,
            List<BalanceLine> balance,
            long profiles,
            long contactMoments,
            List<String> notices,
            Duration took) {
        this(job, businessDate, runId, outcome, snapshot, steps, balance, profiles, contactMoments, notices, took, 0);
    }

    /** How the night ended. Every other end is a {@link io.crumbless.process.Failure}. */
    public enum Outcome {
        PUBLISHED,
        /** The same inputs and policy were published before; nothing was done. */
        ALREADY_PUBLISHED
    }

    /** One step and what it counted. */
    public record Step(String name, List<Count> counts, Duration took) {
        public Step {
            counts = List.copyOf(counts);
        }
    }

    /**
     * One line of the books.
     *
     * @param unit what was counted, such as {@code statements}
     * @param counted how many, independently of the engine
     * @param bins name of the bin to the number of records that ended in it
     */
    public record BalanceLine(String source, String unit, long counted, Map<String, Long> bins) {
        public BalanceLine {
            bins = Collections.unmodifiableMap(new LinkedHashMap<>(bins));
        }

        public long inBins() {
            return bins.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    public RunReport {
        steps = List.copyOf(steps);
        balance = List.copyOf(balance);
        notices = List.copyOf(notices);
    }

    /** The same, with what was noticed once the night was done. */
    public RunReport noticing(List<String> more) {
        List<String> all = new ArrayList<>(notices);
        all.addAll(more);
        return new RunReport(
                job,
                businessDate,
                runId,
                outcome,
                snapshot,
                steps,
                balance,
                profiles,
                contactMoments,
                all,
                took,
                storeRequests);
    }

    public long recordsRead() {
        return balance.stream().mapToLong(BalanceLine::counted).sum();
    }

    public long recordsInBins() {
        return balance.stream().mapToLong(BalanceLine::inBins).sum();
    }

    /** Bins that hold at least one record, over all sources. */
    public long bins() {
        return balance.stream()
                .flatMap(line -> line.bins().entrySet().stream())
                .filter(bin -> bin.getValue() > 0)
                .map(Map.Entry::getKey)
                .distinct()
                .count();
    }
}
