package io.crumbless.answers.explain;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.Controller;
import io.crumbless.night.job.JobFile;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.util.List;
import java.util.Optional;

/**
 * What a request needs to know about a person.
 *
 * @param isHeld whether the current snapshot contains the person, in any spelling of the id
 * @param place jurisdiction of the profile, otherwise the location of the data
 * @param recipients as listed by {@link Recipients}; empty if there are none
 */
public record RequestedPerson(boolean isHeld, Optional<String> place, String recipients) {
    /** Searches the kept snapshots, under every spelling. */
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
                found.stream().flatMap(one -> one.place().stream()).findFirst().or(() -> stored),
                Recipients.of(found));
    }
}
