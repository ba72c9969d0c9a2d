package io.crumbless.kernel.balance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts in which bin every record ended, per {@link Account}. Each part of a run keeps its own books; {@link #addAll}
 * adds them up. Not thread-safe.
 */
public final class Books {
    private final SortedMap<Account, SortedMap<String, Long>> bins = new TreeMap<>();
    private final SortedMap<Account, Long> counted = new TreeMap<>();

    /** Adds {@code records} to a bin. */
    public void put(Account account, String bin, long records) {
        if (records < 0) {
            throw new IllegalArgumentException("Invalid count for bin " + bin + ": " + records + " is negative");
        }
        if (records > 0) {
            bins.computeIfAbsent(account, any -> new TreeMap<>()).merge(bin, records, Long::sum);
        }
    }

    /** Adds records that were counted independently of reading them: by file footers, line counts or SQL. */
    public void count(Account account, long records) {
        counted.merge(account, records, Long::sum);
    }

    public void addAll(Books other) {
        other.bins.forEach((account, lines) -> lines.forEach((bin, records) -> put(account, bin, records)));
        other.counted.forEach(this::count);
    }

    /** Every account that has a bin or a count, in order. */
    public List<Line> lines() {
        SortedMap<Account, Line> lines = new TreeMap<>();
        bins.forEach((account, found) -> lines.put(account, line(account)));
        counted.forEach((account, found) -> lines.put(account, line(account)));
        return List.copyOf(lines.values());
    }

    private Line line(Account account) {
        SortedMap<String, Long> found = bins.getOrDefault(account, Collections.emptySortedMap());
        return new Line(account, counted.getOrDefault(account, 0L), found);
    }

    /** The accounts whose bins do not add up to the independent count; empty when the books close. */
    public List<Line> open() {
        List<Line> open = new ArrayList<>(lines());
        open.removeIf(Line::closes);
        return open;
    }

    /** Records in one bin, summed over all sources of a unit. */
    public long total(Unit unit, String bin) {
        return lines().stream()
                .filter(line -> line.account().unit() == unit)
                .mapToLong(line -> line.bins().getOrDefault(bin, 0L))
                .sum();
    }

    /** Records counted independently, summed over all sources of a unit. */
    public long counted(Unit unit) {
        return lines().stream()
                .filter(line -> line.account().unit() == unit)
                .mapToLong(Line::counted)
                .sum();
    }

    /**
     * One account.
     *
     * @param counted records counted independently
     * @param bins records by bin, sorted by bin, none zero
     */
    public record Line(Account account, long counted, SortedMap<String, Long> bins) {
        public Line {
            bins = Collections.unmodifiableSortedMap(new TreeMap<>(bins));
        }

        public long inBins() {
            return bins.values().stream().mapToLong(Long::longValue).sum();
        }

        public boolean closes() {
            return counted == inBins();
        }
    }
}
