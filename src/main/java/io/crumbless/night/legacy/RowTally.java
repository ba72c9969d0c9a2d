package io.crumbless.night.legacy;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the rows of one source ended.
 *
 * @param rows rows read
 * @param bins rows by bin, without empty bins; they add up to the rows read
 */
public record RowTally(long rows, SortedMap<String, Long> bins) implements Serializable {
    public RowTally {
        bins = Collections.unmodifiableSortedMap(new TreeMap<>(bins));
    }

    /** How many rows ended in the bin. */
    public long bin(String name) {
        return bins.getOrDefault(name, 0L);
    }

    /** Rows that have not the shape of their file. */
    public long unread() {
        return Arrays.stream(LegacyRefusal.values())
                .filter(LegacyRefusal::ofShape)
                .mapToLong(refusal -> bin(refusal.bin()))
                .sum();
    }

    /** Those, and others that were kept apart. */
    public long quarantined() {
        return Arrays.stream(LegacyRefusal.values())
                .mapToLong(refusal -> bin(refusal.bin()))
                .sum();
    }

    /** Whether every row ended in exactly one bin. */
    public boolean closes() {
        return rows == bins.values().stream().mapToLong(Long::longValue).sum();
    }

    /** This and another part of the same source. */
    public RowTally plus(RowTally other) {
        SortedMap<String, Long> sum = new TreeMap<>(bins);
        other.bins.forEach((name, count) -> sum.merge(name, count, Long::sum));
        return new RowTally(rows + other.rows, sum);
    }
}
