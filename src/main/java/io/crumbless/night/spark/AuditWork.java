package io.crumbless.night.spark;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.plan.AuditPlan;
import io.crumbless.warehouse.audit.AuditScope;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.snapshot.BesideNights;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.time.Instant;
import java.util.Optional;

/**
 * The audit of the rows and files of a snapshot.
 *
 * @param snapshot its folder
 * @param erased people who must not be in it; empty if unknown or if nobody was erased
 * @param restricted people whose values must not be used; empty if unknown or if nobody has restricted anything
 */
public record AuditWork(
        String id,
        Location warehouse,
        Location snapshot,
        Optional<ErasedSubjects.Written> erased,
        Optional<RestrictedSubjects.Written> restricted,
        FileModes modes)
        implements DriverWork {
    static AuditWork of(AuditPlan plan) {
        Location warehouse = plan.warehouse().root();
        return new AuditWork(
                BesideNights.name(Instant.now()),
                warehouse,
                plan.snapshot(),
                plan.erased().map(ErasedSubjects::written),
                plan.restricted().map(RestrictedSubjects::written),
                FileModes.at(warehouse));
    }

    /** The scope, opened in this process. */
    AuditScope scope() {
        AuditPlan plan = new AuditPlan(
                new Warehouse(warehouse),
                snapshot,
                erased.map(ErasedSubjects.Written::read),
                restricted.map(RestrictedSubjects.Written::read));
        return AuditScope.open(snapshot, plan.who());
    }

    @Override
    public String toString() {
        return "audit of " + snapshot.name();
    }
}
