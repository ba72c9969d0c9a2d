package io.crumbless.answers.explain;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Says what a snapshot holds of one person, and why. */
public interface Explainer {
    /**
     * Looks a person up.
     *
     * @param on the business date of the snapshot to look in, or a later one before the next; empty for the current one
     * @throws io.crumbless.process.Failure if nothing was published yet, no snapshot of that time is kept, or it cannot be
     *     read
     */
    Explanation explain(JobFile job, SubjectId subject, Optional<LocalDate> on);

    /**
     * What each snapshot that is kept holds of one person, the newest first; of uses, only those of its own night.
     *
     * @throws io.crumbless.process.Failure as {@link #explain}
     */
    default List<Explanation> nights(JobFile job, SubjectId subject) {
        return List.of(explain(job, subject, Optional.empty()));
    }

    /**
     * The spellings of an id under which those snapshots hold anything, see {@link io.crumbless.kernel.profile.IdFold#ALL}. Where the
     * likely ones are not there all ids are read, which takes longer.
     *
     * @return in order; empty if nothing is held in any spelling, or the explainer looks for none
     * @throws io.crumbless.process.Failure as {@link #explain}
     */
    default List<SubjectId> spellings(JobFile job, SubjectId asked, Optional<LocalDate> on) {
        return List.of();
    }

    /** As {@link #spellings}, among the likely ones alone, which takes no longer than to look somebody up. */
    default List<SubjectId> likelySpellings(JobFile job, SubjectId asked, Optional<LocalDate> on) {
        return spellings(job, asked, on);
    }
}
