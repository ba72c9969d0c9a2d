package io.crumbless.night.legacy;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the rows of one source by outcome.
 *
 * @param rows number of rows read
 * @param bins row counts by bin, without empty bins; they add up to the rows read
 */
public record RowTally(long rows, SortedMap<String, Long> bins) implements Serializable {
    public RowTally {
        bins = Collections.unmodifiableSortedMap(new TreeMap<>(bins));
    }

    /** Number of rows in the bin. */
    public long bin(String name) {
        return bins.getOrDefault(name, 0L);
    }

    /** Number of rows that do not match the structure of their file. */
    public long unread() {
        return Arrays.stream(LegacyRefusal.values())
                .filter(LegacyRefusal::ofShape)
                .mapToLong(refusal -> bin(refusal.bin()))
                .sum();
    }

    /** Number of all quarantined rows, including unread ones. */
    public long quarantined() {
        return Arrays.stream(LegacyRefusal.values())
                .mapToLong(refusal -> bin(refusal.bin()))
                .sum();
    }

    /** Whether every row is counted in exactly one bin. */
    public boolean closes() {
        return rows == bins.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The sum of this tally and another one of the same source. */
    public RowTally plus(RowTally other) {
        SortedMap<String, Long> sum = new TreeMap<>(bins);
        other.bins.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return new RowTally(rows + other.rows, sum);
    }
}
