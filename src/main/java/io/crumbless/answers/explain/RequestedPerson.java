package io.crumbless.answers.explain;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;

/**
 * What is held about a person, as far as their request needs it.
 *
 * @param isHeld whether the current snapshot knows the person, in any spelling of the id
 * @param place jurisdiction of the profile, else where the data is
 * @param recipients as {@link Recipients} lists them; empty where there are none
 */
public record RequestedPerson(boolean isHeld, Optional<String> place, String recipients) {
    /** Looks in the snapshots that are kept, under every spelling that is there. */
    public static RequestedPerson of(Explainer explainer, JobFile job, SubjectId subject) {
        Optional<String> stored = job.controller().flatMap(Controller::storedIn);
        if (new Warehouse(job.warehouse()).current().isEmpty()) {
            return new RequestedPerson(false, stored, "");
        }
        List<SubjectId> likely = explainer.likelySpellings(job, subject, Optional.empty());
        List<Explanation> found = (likely.isEmpty() ? explainer.spellings(job, subject, Optional.empty()) : likely)
                .stream()
                        .map(spelling -> explainer.explain(job, spelling, Optional.empty()))
                        .toList();
        return new RequestedPerson(
                found.stream().anyMatch(explanation -> !explanation.isEmpty()),
                found.stream()
                        .flatMap(one -> one.jurisdiction().stream())
                        .findFirst()
                        .or(() -> stored),
                Recipients.of(found));
    }
}
