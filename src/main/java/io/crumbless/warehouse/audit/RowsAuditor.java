package io.crumbless.warehouse.audit;

/** Looks at all rows and files of a snapshot, on this machine or on many. */
@FunctionalInterface
public interface RowsAuditor {
    /** @throws io.crumbless.process.Stopped if the thread is asked to stop */
    RowsFound look(AuditScope scope);
}
