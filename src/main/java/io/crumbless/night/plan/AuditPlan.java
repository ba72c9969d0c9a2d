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
 * @param erased who must not be in it; empty where that is not known, or nobody was
 * @param restricted whose values must not be used; empty where that is not known, or nobody asked for it
 */
public record AuditPlan(
        Warehouse warehouse,
        Location snapshot,
        Optional<ErasedSubjects> erased,
        Optional<RestrictedSubjects> restricted) {
    /** The step that whoever waits is shown. */
    public static final String STEP = "audit";

    /** In what its progress is counted. */
    public static final String UNIT = "files and row groups";

    /** Who is looked for. */
    public AuditScope.Who who() {
        return new AuditScope.Who(
                erased.map(people -> people::contains), restricted.map(people -> subject -> withheld(people, subject)));
    }

    private static Predicate<String> withheld(RestrictedSubjects people, SubjectId subject) {
        Restriction asked = people.of(subject);
        return purpose -> asked.leavesOf(List.of(purpose)).isEmpty();
    }
}
