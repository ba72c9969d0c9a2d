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
 * The rows and files of a snapshot, to be looked at.
 *
 * @param snapshot its folder
 * @param erased who must not be in it; empty where that is not known, or nobody was
 * @param restricted whose values must not be used; empty where that is not known, or nobody asked for it
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

    /** As it is seen by who reads this. */
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
