package io.crumbless.answers.explain;

import io.crumbless.kernel.profile.SubjectId;
import io.crumbless.night.job.JobFile;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Explains what a snapshot contains about one person, and why. */
public interface Explainer {
    /**
     * Looks a person up.
     *
     * @param on the business date of the snapshot, or a later one before the next; empty for the current snapshot
     * @throws io.crumbless.process.Failure if nothing was published yet, no snapshot of that time is kept, or it cannot
     *     be read
     */
    Explanation explain(JobFile job, SubjectId subject, Optional<LocalDate> on);

    /**
     * What each kept snapshot contains about one person, the newest first; uses are those of its own night only.
     *
     * @throws io.crumbless.process.Failure as {@link #explain}
     */
    default List<Explanation> nights(JobFile job, SubjectId subject) {
        return List.of(explain(job, subject, Optional.empty()));
    }

    /**
     * The spellings of an id under which those snapshots contain anything, see {@link
     * io.crumbless.kernel.profile.IdFold#ALL}. If the likely spellings are absent, all ids are read, which takes
     * longer.
     *
     * @return in order; empty if nothing is found in any spelling, or the explainer does not search for spellings
     * @throws io.crumbless.process.Failure as {@link #explain}
     */
    default List<SubjectId> spellings(JobFile job, SubjectId asked, Optional<LocalDate> on) {
        return List.of();
    }

    /** As {@link #spellings}, among the likely spellings only, which takes no longer than a look-up. */
    default List<SubjectId> likelySpellings(JobFile job, SubjectId asked, Optional<LocalDate> on) {
        return spellings(job, asked, on);
    }
}
