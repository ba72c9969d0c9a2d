package io.crumbless.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what the checks find. Safe for several threads; each works with a {@link Tally} of its own. */
final class Findings {
    /** Enough to see what is wrong; a broken writer would break the same rule a million times. */
    static final int MOST_PER_RULE = 20;

    private final Map<Rule, List<String>> found = new EnumMap<>(Rule.class);
    private final Map<Rule, Long> more = new EnumMap<>(Rule.class);
    private final Map<Rule, Long> looked = new EnumMap<>(Rule.class);

    /** Counts on one thread; {@link #done} adds the counts up. */
    final class Tally {
        private final long[] counts = new long[Rule.values().length];

        void looked(Rule rule) {
            counts[rule.ordinal()]++;
        }

        void looked(Rule rule, long number) {
            counts[rule.ordinal()] += number;
        }

        /** @param place file, row group, row */
        void found(Rule rule, String place, String what) {
            add(rule, place + ": " + what);
        }

        void done() {
            addAll(counts);
        }
    }

    Tally tally() {
        return new Tally();
    }

    private synchronized void add(Rule rule, String finding) {
        List<String> list = found.computeIfAbsent(rule, any -> new ArrayList<>());
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

    synchronized List<Audited.Check> checks() {
        List<Audited.Check> checks = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            List<String> list = new ArrayList<>(found.getOrDefault(rule, List.of()));
            Collections.sort(list);
            if (more.containsKey(rule)) {
                list.add("and " + more.get(rule) + " more");
            }
            checks.add(new Audited.Check(rule, looked.getOrDefault(rule, 0L), list));
        }
        return checks;
    }
}
