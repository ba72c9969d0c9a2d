package io.crumbless.night.plan;

import io.crumbless.columnar.storage.Location;
import io.crumbless.kernel.balance.Books;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.PolicyDifference;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.audit.RowsFound;
import io.crumbless.warehouse.snapshot.Manifest;
import io.crumbless.warehouse.snapshot.Retirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Carries plans out: scatters the facts by subject, gathers them through the kernel, and makes of what it decides what the
 * plan asks for. The same plan gives the same rows by whichever engine. An interrupted thread means stop: an engine then ends
 * with {@link io.crumbless.process.Stopped}.
 */
public interface Engine {
    /**
     * Makes a snapshot, closes its books, audits it, and moves the pointer to it. Called again with the same plan after
     * a kill or a stop, it continues with what was not finished.
     *
     * @throws io.crumbless.process.Failure if nothing was published; its category says who has to act
     */
    Published publish(SnapshotPlan plan, Publication publication, Progress progress);

    /** Recomputes the files of a snapshot, beside it; whatever an earlier attempt left is deleted first. */
    Recomputed recompute(RecomputePlan plan, Progress progress);

    /** Deletes what a recomputation has left. */
    void discard(RecomputePlan plan);

    /** Decides on each subject under both policies, and counts where they differ. Nothing is stored. */
    PolicyDifference compare(TrialPlan plan, Progress progress);

    /**
     * Where a trial leaves what this engine has to find, such as copies of what databases and tables deliver. Who asks deletes it.
     *
     * @param folder of the trial on this machine
     */
    default Location room(JobFile job, Path folder) {
        return Location.of(folder);
    }

    /** Looks at all rows and files of a snapshot, by itself and beside one another. */
    RowsFound audit(AuditPlan plan, Progress progress);

    /**
     * The result of a plan that publishes.
     *
     * @param steps in the order they ran
     * @param notices what had no effect or deserves a look
     * @param found keyed hashes of people with restrictions in the register of requests for whom data was found
     */
    record Published(List<RunReport.Step> steps, List<String> notices, Set<String> found) {}

    /**
     * The result of a recomputation.
     *
     * @param folder the folder of the files, until it is discarded
     * @param counts of what was read
     */
    record Recomputed(
            Location folder,
            List<Manifest.Output> outputs,
            Books books,
            Retirement.Entry retirement,
            List<Count> counts) {}
}
