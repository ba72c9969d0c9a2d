package io.crumbless.night.plan;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.merge.Restriction;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.audit.AuditScope;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import io.crumbless.warehouse.ledger.RestrictedSubjects;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An audit of all rows and files of a published snapshot.
 *
 * @param snapshot its folder
 * @param erased people who must not be in it; empty if unknown or if nobody was erased
 * @param restricted people whose values must not be used; empty if unknown or if nobody has restricted anything
 */
public record AuditPlan(
        Warehouse warehouse,
        Location snapshot,
        Optional<ErasedSubjects> erased,
        Optional<RestrictedSubjects> restricted) {
    /** Display name of the step. */
    public static final String STEP = "audit";

    /** The unit of its progress. */
    public static final String UNIT = "files and row groups";

    /** The people to search for. */
    public AuditScope.Who who() {
        return new AuditScope.Who(
                erased.map(people -> people::contains), restricted.map(people -> subject -> withheld(people, subject)));
    }

    private static Predicate<String> withheld(RestrictedSubjects people, SubjectId subject) {
        Restriction asked = people.of(subject);
        return purpose -> asked.remaining(List.of(purpose)).isEmpty();
    }
}
