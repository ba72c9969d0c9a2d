package io.crumbless.night.spark;

import io.crumbless.warehouse.audit.AuditPart;
import io.crumbless.warehouse.audit.AuditScope;
import io.crumbless.warehouse.audit.PartFound;
import io.crumbless.warehouse.audit.RowSpans;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Checks a part of a snapshot.
 *
 * @param id of the attempt
 * @param work in serialised form
 */
record AuditTask(String id, Broadcast<byte[]> work, Broadcast<RowSpans> spans)
        implements Function<AuditPart, PartFound> {
    @Override
    public PartFound call(AuditPart part) {
        return Scopes.of(id, work.value()).look(part, spans.value());
    }

    /** The scope, shared by the tasks of one process; only the latest is kept. */
    private static final class Scopes {
        private static @Nullable AuditScope current;
        private static String idOfCurrent = "";

        static synchronized AuditScope of(String id, byte[] written) {
            AuditScope scope = current;
            if (scope == null || !idOfCurrent.equals(id)) {
                scope = ((AuditWork) DriverWork.of(written)).scope();
                current = scope;
                idOfCurrent = id;
            }
            return scope;
        }
    }
}
