package io.crumbless.warehouse.audit;

import io.crumbless.process.Workers;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Checks rows on this machine.
 *
 * @param threads parts that are checked concurrently
 */
public record LocalRows(int threads, Audit.Watcher watcher) implements RowsAuditor {
    private static final String STOPPED = "Stopped while auditing; the same command begins the audit again";

    @Override
    public RowsFound look(AuditScope scope) {
        try (Workers workers = new Workers(threads, "crumbless-audit", STOPPED)) {
            return new RowsAudit(scope, new Threads(workers, watcher, new AtomicLong())).look();
        }
    }

    private record Threads(Workers workers, Audit.Watcher watcher, AtomicLong done) implements PartRunner {
        @Override
        public void look(AuditScope scope, RowSpans spans, List<AuditPart> parts, Consumer<PartFound> found) {
            long total = scope.size();
            Queue<Future<PartFound>> running = new ArrayDeque<>();
            for (AuditPart part : parts) {
                running.add(workers.begin(() -> {
                    PartFound of = scope.look(part, spans);
                    watcher.looked(Math.min(total, done.incrementAndGet()), total);
                    return of;
                }));
            }
            while (!running.isEmpty()) {
                found.accept(workers.result(running.remove()));
            }
        }
    }
}
