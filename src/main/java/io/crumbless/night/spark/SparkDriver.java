package io.crumbless.night.spark;

import io.crumbless.warehouse.audit.RowsFound;
import io.crumbless.warehouse.snapshot.Warehouse;

/** Executes works on Spark, in this process or in another. */
@FunctionalInterface
public interface SparkDriver {
    /**
     * Executes a work and waits for it. To stop it, interrupt the thread: running jobs are cancelled.
     *
     * @return the result in serialised form
     * @throws io.crumbless.process.Failure if it came to nothing; its category says who has to act
     * @throws io.crumbless.process.Stopped if it was asked to stop
     */
    byte[] answer(DriverWork work, SparkProgress progress);

    /** Computes the datasets of a snapshot. */
    default SparkResult run(SparkWork work, SparkProgress progress) {
        return SparkResult.of(left(work), answer(work, progress));
    }

    /** Compares two policies. */
    default TrialResult run(TrialWork work, SparkProgress progress) {
        byte[] result = answer(work, progress);
        return WorkFile.answer(left(work), () -> WorkFile.parse(result, TrialResult.class));
    }

    /** Audits the rows of a snapshot. */
    default RowsFound run(AuditWork work, SparkProgress progress) {
        byte[] result = answer(work, progress);
        return WorkFile.answer(left(work), () -> WorkFile.parse(result, RowsFound.class));
    }

    private static String left(DriverWork work) {
        return "what the driver left in " + new Warehouse(work.warehouse()).staging(work.id());
    }
}
