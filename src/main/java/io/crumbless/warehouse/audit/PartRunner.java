package io.crumbless.warehouse.audit;

import java.util.List;
import java.util.function.Consumer;

/** Runs the parts of an audit concurrently. */
@FunctionalInterface
public interface PartRunner {
    /**
     * Checks all parts by {@link AuditScope#look}, here or in processes that have opened the same scope.
     *
     * @param found receives the result of each part, in their order, on this thread
     * @throws io.crumbless.process.Stopped if the thread is asked to stop
     */
    void look(AuditScope scope, RowSpans spans, List<AuditPart> parts, Consumer<PartFound> found);
}
