package io.crumbless.columnar.storage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Counts what is sent to object stores, as far as their connectors do. Loads no class of Hadoop. */
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
