package io.crumbless.tools.inspect;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders items so that the first, the last and the middle come first; a reader that stops early has then sampled the
 * whole.
 */
final class Spread {
    private Spread() {}

    static <T> List<T> over(List<T> items) {
        boolean[] taken = new boolean[items.size()];
        List<T> order = new ArrayList<>(items.size());
        if (!items.isEmpty()) {
            take(items, items.size() - 1, taken, order);
        }
        for (int step = Math.max(1, Integer.highestOneBit(Math.max(1, items.size()))); step > 0; step /= 2) {
            for (int i = 0; i < items.size(); i += step) {
                take(items, i, taken, order);
            }
        }
        return order;
    }

    private static <T> void take(List<T> items, int index, boolean[] taken, List<T> order) {
        if (!taken[index]) {
            taken[index] = true;
            order.add(items.get(index));
        }
    }
}
