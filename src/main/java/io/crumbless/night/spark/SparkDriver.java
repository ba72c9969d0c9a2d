package io.crumbless.night.spark;

import io.crumbless.warehouse.audit.RowsFound;
import io.crumbless.warehouse.snapshot.Warehouse;

/** Has works done on Spark, in this process or in one that it starts. */
@FunctionalInterface
public interface SparkDriver {
    /**
     * Does a work and waits for it. An interrupted thread means stop: what runs is cancelled.
     *
     * @return the written form of what came of it
     * @throws io.crumbless.process.Failure if it came to nothing; its category says who has to act
     * @throws io.crumbless.process.Stopped if it was asked to stop
     */
    byte[] answer(DriverWork work, SparkProgress progress);

    /** Has a snapshot made. */
    default SparkResult run(SparkWork work, SparkProgress progress) {
        return SparkResult.of(left(work), answer(work, progress));
    }

    /** Has two policies compared. */
    default TrialResult run(TrialWork work, SparkProgress progress) {
        byte[] result = answer(work, progress);
        return WorkFile.answer(left(work), () -> WorkFile.parse(result, TrialResult.class));
    }

    /** Has the rows of a snapshot looked at. */
    default RowsFound run(AuditWork work, SparkProgress progress) {
        byte[] result = answer(work, progress);
        return WorkFile.answer(left(work), () -> WorkFile.parse(result, RowsFound.class));
    }

    private static String left(DriverWork work) {
        return "what the driver left in " + new Warehouse(work.warehouse()).staging(work.id());
    }
}
