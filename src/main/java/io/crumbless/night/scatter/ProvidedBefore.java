package io.crumbless.night.scatter;

import io.crumbless.columnar.parquet.read.ParquetTable;
import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Utf8Order;
import io.crumbless.kernel.provenance.ProvidedValue;
import io.crumbless.night.plan.KeptLog;
import io.crumbless.warehouse.dataset.Layout;
import io.crumbless.warehouse.snapshot.ArchivedPolicy;
import java.util.List;

/**
 * Compares the provided values of the snapshot that a rollback restores with those of the current one, in a parallel
 * scan.
 *
 * <p>A value that is no longer there was removed for a reason (an opt-out, a shared cookie, a sunset, a source without
 * it). The reason is unknown here, so it must not be undone: a value is restored only if the current snapshot contains
 * the same value from the same source.
 */
public final class ProvidedBefore {
    private final Policy policy;
    private final Policy currentPolicy;
    private final List<Location> files;
    private final List<ParquetTable> current;

    /** Receives each value of the older snapshot. */
    interface Sink {
        /** @param held whether the current snapshot still contains it */
        void value(String subject, ProvidedValue value, boolean held);
    }

    /**
     * @param policy of the older snapshot
     * @param files its profiles, in order
     * @param currentPolicy of the current one
     * @param current its profiles, in order
     */
    ProvidedBefore(Policy policy, List<Location> files, Policy currentPolicy, List<Location> current) {
        this.policy = policy;
        this.files = files;
        this.currentPolicy = currentPolicy;
        this.current = current.stream().map(ParquetTable::openForFew).toList();
    }

    public static ProvidedBefore of(Policy policy, KeptLog log) {
        return new ProvidedBefore(
                policy,
                log.kept().parts(Layout.PROFILES),
                ArchivedPolicy.read(log.current().location()),
                log.current().parts(Layout.PROFILES));
    }

    /** Number of values of the older snapshot that are not restored. */
    public long gone() {
        long[] gone = {0};
        for (Location file : files) {
            read(file, (subject, value, held) -> gone[0] += held ? 0 : 1);
        }
        return gone[0];
    }

    /** Passes on the values of one of the older snapshot's files. */
    void read(Location file, Sink sink) {
        List<ParquetTable> older = List.of(ParquetTable.open(file));
        for (int i = 0; i < policy.attributes().size(); i++) {
            try (ProvidedCursor then = new ProvidedCursor(older, policy, i, "")) {
                if (then.next()) {
                    read(then, i, sink);
                }
            }
        }
    }

    private void read(ProvidedCursor then, int attribute, Sink sink) {
        int index =
                currentPolicy.indexOf(policy.attributes().get(attribute).name().value());
        List<ParquetTable> holding = index < 0 ? List.of() : current;
        try (ProvidedCursor now = new ProvidedCursor(holding, currentPolicy, Math.max(0, index), then.subject())) {
            boolean more = now.next();
            do {
                String subject = then.subject();
                while (more && Utf8Order.compare(now.subject(), subject) < 0) {
                    more = now.next();
                }
                ProvidedValue value = then.value();
                boolean held = more && now.subject().equals(subject) && isSame(value, now.value());
                sink.value(subject, value, held);
            } while (then.next());
        }
    }

    /** Types may differ if the policies do. */
    private static boolean isSame(ProvidedValue then, ProvidedValue now) {
        return then.source().equals(now.source())
                && then.value().canonical().equals(now.value().canonical());
    }
}
