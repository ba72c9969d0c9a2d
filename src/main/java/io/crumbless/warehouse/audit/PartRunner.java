package io.crumbless.warehouse.audit;

import java.util.List;
import java.util.function.Consumer;

/** Has parts of an audit looked at, side by side. */
@FunctionalInterface
public interface PartRunner {
    /**
     * Has all of them looked at by {@link AuditScope#look}, here or where the same scope was opened.
     *
     * @param found is handed what each found, in the order of the parts, on this thread
     * @throws io.crumbless.process.Stopped if the thread is asked to stop
     */
    void look(AuditScope scope, RowSpans spans, List<AuditPart> parts, Consumer<PartFound> found);
}
