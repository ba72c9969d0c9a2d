package io.crumbless.night.run;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a finished night; its manifest contains the same numbers.
 *
 * @param job name of the job
 * @param runId business date and 12 hexadecimal digits
 * @param snapshot where it was published: a path, or a URI on other file systems
 * @param steps in the order in which they ran; only those of this attempt
 * @param balance one line per source
 * @param notices what had no effect or requires attention: an empty delivery, a rule that matched nothing
 * @param took duration of this attempt
 * @param storeRequests number of requests to object stores, as far as connectors count them; 0 if there were none
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
    /** For a night without requests to an object store. */
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

    /** The outcome of a night. Every other outcome is a {@link io.crumbless.process.Failure}. */
    public enum Outcome {
        PUBLISHED,
        /** The same inputs and policy were published earlier; nothing was done. */
        ALREADY_PUBLISHED
    }

    /** One step with its counts. */
    public record Step(String name, List<Count> counts, Duration took) {
        public Step {
            counts = List.copyOf(counts);
        }
    }

    /**
     * One account of the books.
     *
     * @param unit unit of the count, such as {@code statements}
     * @param counted number of records, counted independently of the engine
     * @param bins number of records that ended in each bin
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

    /** The same report with further notices. */
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

    /** Number of bins with at least one record, over all sources. */
    public long bins() {
        return balance.stream()
                .flatMap(line -> line.bins().entrySet().stream())
                .filter(bin -> bin.getValue() > 0)
                .map(Map.Entry::getKey)
                .distinct()
                .count();
    }
}
