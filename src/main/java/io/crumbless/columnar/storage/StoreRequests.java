package io.crumbless.columnar.storage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Counts requests to object stores, as far as their connectors do. Loads no Hadoop class. */
final class StoreRequests {
    private static final Set<LongSupplier> COUNTERS = ConcurrentHashMap.newKeySet();

    private StoreRequests() {}

    static void countedBy(LongSupplier counter) {
        COUNTERS.add(counter);
    }

    static long count() {
        return COUNTERS.stream().mapToLong(LongSupplier::getAsLong).sum();
    }
}
