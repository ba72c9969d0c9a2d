package io.crumbless.legal;

import io.crumbless.profile.SubjectId;
import io.crumbless.run.JobFile;
import java.time.LocalDate;
import java.util.Optional;

/** Says what a snapshot holds of one person, and why. */
public interface Explainer {
    /**
     * Looks a person up.
     *
     * @param on the business date of the snapshot to look in, or a later one before the next; empty for the current one
     * @throws io.crumbless.profile.Failure if nothing was published yet, no snapshot of that time is kept, or it cannot be
     *     read
     */
    Explanation explain(JobFile job, SubjectId subject, Optional<LocalDate> on);
}
