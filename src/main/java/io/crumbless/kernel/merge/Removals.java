package io.crumbless.kernel.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sums removals, so that a subject has one entry for each source and origin. */
final class Removals {
    private static final Comparator<Removal> ORDER =
            Comparator.comparing(Removal::source).thenComparing(Removal::origin);

    private Removals() {}

    static List<Removal> summed(List<Removal> removals) {
        if (removals.size() < 2) {
            return removals;
        }
        List<Removal> sorted = new ArrayList<>(removals);
        sorted.sort(ORDER);
        List<Removal> summed = new ArrayList<>(sorted.size());
        for (Removal removal : sorted) {
            Removal last = summed.isEmpty() ? null : summed.get(summed.size() - 1);
            if (last != null && ORDER.compare(last, removal) == 0) {
                summed.set(
                        summed.size() - 1, new Removal(last.source(), last.origin(), last.values() + removal.values()));
            } else {
                summed.add(removal);
            }
        }
        return summed;
    }
}
