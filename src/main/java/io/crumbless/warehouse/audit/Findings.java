package io.crumbless.warehouse.audit;

import io.crumbless.warehouse.remark.Code;
import io.crumbless.warehouse.remark.Place;
import io.crumbless.warehouse.remark.Remark;
import io.crumbless.warehouse.remark.RemarkForm;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects findings. Thread-safe; each thread counts in a {@link Tally} of its own. */
final class Findings {
    /** Enough to see what is wrong; a broken writer would violate the same rule a million times. */
    static final int MOST_PER_RULE = 20;

    private final Map<Rule, List<Remark>> found = new EnumMap<>(Rule.class);
    private final Map<Rule, Long> more = new EnumMap<>(Rule.class);
    private final Map<Rule, Long> looked = new EnumMap<>(Rule.class);

    /** The counts of one thread; {@link #done} adds them to the others. */
    final class Tally {
        private final long[] counts = new long[Rule.values().length];

        void looked(Rule rule) {
            counts[rule.ordinal()]++;
        }

        void looked(Rule rule, long number) {
            counts[rule.ordinal()] += number;
        }

        void found(Rule rule, Place place, Code what, Object... filledIn) {
            add(rule, Remark.at(place, what, filledIn));
        }

        /** @param file path below the snapshot */
        void found(Rule rule, String file, Code what, Object... filledIn) {
            found(rule, Place.of(file), what, filledIn);
        }

        void done() {
            addAll(counts);
        }
    }

    Tally tally() {
        return new Tally();
    }

    private synchronized void add(Rule rule, Remark finding) {
        List<Remark> list = found.computeIfAbsent(rule, any -> new ArrayList<>());
        if (list.size() < MOST_PER_RULE) {
            list.add(finding);
        } else {
            more.merge(rule, 1L, Long::sum);
        }
    }

    private synchronized void addAll(long[] counts) {
        for (Rule rule : Rule.values()) {
            looked.merge(rule, counts[rule.ordinal()], Long::sum);
        }
    }

    /** Everything collected, to be added to the findings of another process. */
    synchronized List<RowsFound.OfRule> written() {
        List<RowsFound.OfRule> written = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            List<Remark> first = found.getOrDefault(rule, List.of());
            long number = looked.getOrDefault(rule, 0L);
            if (number > 0 || !first.isEmpty()) {
                List<RemarkForm> forms = first.stream().map(Remark::form).toList();
                written.add(new RowsFound.OfRule(rule, number, forms, more.getOrDefault(rule, 0L)));
            }
        }
        return written;
    }

    /** Adds findings of another process. */
    synchronized void addAll(List<RowsFound.OfRule> written) {
        for (RowsFound.OfRule each : written) {
            looked.merge(each.rule(), each.looked(), Long::sum);
            each.findings().forEach(finding -> add(each.rule(), finding.read()));
            more.merge(each.rule(), each.more(), Long::sum);
        }
    }

    synchronized List<Audited.Check> checks() {
        List<Audited.Check> checks = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            List<Remark> first =
                    Remark.first(MOST_PER_RULE, found.getOrDefault(rule, List.of()), more.getOrDefault(rule, 0L));
            checks.add(new Audited.Check(rule, looked.getOrDefault(rule, 0L), first));
        }
        return checks;
    }
}
