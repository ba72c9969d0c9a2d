package io.crumbless.night.scatter;

import io.crumbless.columnar.spill.SpillWriter;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.plan.FactSource;
import io.crumbless.night.plan.PlanTerms;
import io.crumbless.warehouse.ledger.ErasedSubjects;
import java.io.IOException;

/**
 * What the stages of scatter and gather need on this machine.
 *
 * @param <F> where the facts come from
 * @param memory memory limits
 */
public record LocalWork<F extends FactSource>(PlanTerms terms, F facts, Workspace workspace, MemoryBudget memory) {
    public Policy policy() {
        return terms.policy();
    }

    public Night night() {
        return terms.night();
    }

    public ErasedSubjects erased() {
        return terms.erased();
    }

    /** Opens the spill of one part; deletes what a killed attempt left of it. */
    SpillWriter spillWriter(String part) throws IOException {
        workspace.deleteSpill(part);
        return new SpillWriter(workspace.spill(), part, memory.sortBytes(), facts.share()::takes);
    }
}
