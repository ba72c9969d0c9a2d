package io.crumbless.warehouse.audit;

/** Checks all rows and files of a snapshot, on this machine or on several. */
@FunctionalInterface
public interface RowsAuditor {
    /** @throws io.crumbless.process.Stopped if the thread is asked to stop */
    RowsFound look(AuditScope scope);
}
