package io.crumbless.answers.explain;

import io.crumbless.answers.explain.AnswerContext.Gap;
import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.warehouse.erase.ControlHistory;
import io.crumbless.warehouse.erase.ControlHistory.Forgotten;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.ErasureRequests;
import io.crumbless.warehouse.ledger.Tombstones;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.Optional;

/**
 * The erasures of a person in the control database.
 *
 * @param forgotten why they may be unknown: the database belongs to another warehouse, or is older than an erasure
 * @param requests when the person requested erasure, and was re-admitted
 */
public record KnownErasures(Optional<Forgotten> forgotten, Optional<ErasureRequests> requests) {
    /** @param tombstones of the control database, if it has any */
    public static KnownErasures of(
            Warehouse warehouse, ControlDatabase control, Optional<Tombstones> tombstones, SubjectId id) {
        return new KnownErasures(ControlHistory.of(warehouse, control).forgotten(), tombstones.flatMap(all -> all.of(id)
                .requests(id)));
    }

    /** The resulting gap of the answer. */
    public Optional<Gap> gap() {
        return forgotten.map(unknown -> unknown instanceof Forgotten.AnErasure ? Gap.LATER_ERASURES : Gap.ERASURES);
    }

    /** The explanation with the person's erasure requests. */
    public Explanation in(Explanation found) {
        return requests.map(found::erased).orElse(found);
    }
}
