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
 * Executes plans: scatters the facts by subject, gathers them through the kernel, and writes the output that the plan
 * requires. The same plan gives the same rows with every engine. To stop an engine, interrupt its thread; it then
 * throws {@link io.crumbless.process.Stopped}.
 */
public interface Engine {
    /**
     * Creates a snapshot, closes its books, audits it, and moves the pointer to it. Called again with the same plan
     * after a kill or a stop, it resumes with what was not finished.
     *
     * @throws io.crumbless.process.Failure if nothing was published; its category says who has to act
     */
    Published publish(SnapshotPlan plan, Publication publication, Progress progress);

    /** Recomputes the files of a snapshot, beside it; whatever an earlier attempt left is deleted first. */
    Recomputed recompute(RecomputePlan plan, Progress progress);

    /** Deletes what a recomputation left. */
    void discard(RecomputePlan plan);

    /** Decides about each subject under both policies, and counts the differences. Nothing is stored. */
    PolicyDifference compare(TrialPlan plan, Progress progress);

    /**
     * The folder for what this engine needs during a trial, such as copies of databases and tables. The caller deletes
     * it.
     *
     * @param folder of the trial on this machine
     */
    default Location room(JobFile job, Path folder) {
        return Location.of(folder);
    }

    /** Checks all rows and files of a snapshot, each file separately and all datasets together. */
    RowsFound audit(AuditPlan plan, Progress progress);

    /**
     * The result of a plan that publishes.
     *
     * @param steps in the order in which they ran
     * @param notices what had no effect or requires attention
     * @param found keyed hashes of people with restrictions in the register of requests for whom data was found
     */
    record Published(List<RunReport.Step> steps, List<String> notices, Set<String> found) {}

    /**
     * The result of a recomputation.
     *
     * @param folder the folder of the files, until the recomputation is discarded
     * @param counts of what was read
     */
    record Recomputed(
            Location folder,
            List<Manifest.Output> outputs,
            Books books,
            Retirement.Entry retirement,
            List<Count> counts) {}
}
