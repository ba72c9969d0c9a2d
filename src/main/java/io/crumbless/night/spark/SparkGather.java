package io.crumbless.night.spark;

import io.crumbless.night.gather.MergeStage;
import io.crumbless.night.run.Failures;
import io.crumbless.process.Failure;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.audit.RowsFound;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** Executes works on Spark, inside the driver program. */
public final class SparkGather {
    private static final String STOPPED = "Stopped while working on Spark; the same command begins that again";

    private SparkGather() {}

    /**
     * Executes a work with a context that nobody else uses meanwhile. To stop it, interrupt the thread: running jobs
     * are cancelled.
     *
     * @return the result in serialised form
     * @throws Failure if it came to nothing; its category says who has to act
     * @throws Stopped if it was asked to stop
     */
    public static byte[] answer(JavaSparkContext spark, DriverWork work, SparkProgress progress) {
        return answer(spark, work, progress, LinkLimits.of(spark.getConf()));
    }

    static byte[] answer(JavaSparkContext spark, DriverWork work, SparkProgress progress, LinkLimits limits) {
        if (work instanceof SparkWork snapshot) {
            return run(spark, snapshot, progress, MergeStage.SUBJECTS_PER_RANGE, limits)
                    .bytes();
        }
        return WorkFile.bytes(
                work instanceof TrialWork trial
                        ? compare(spark, trial, progress, limits)
                        : audit(spark, (AuditWork) work, progress));
    }

    private static TrialResult compare(
            JavaSparkContext spark, TrialWork work, SparkProgress progress, LinkLimits limits) {
        try (TrialRun run = new TrialRun(spark, work, progress, limits)) {
            return run.result();
        } catch (Exception failure) {
            throw failure(failure);
        }
    }

    private static RowsFound audit(JavaSparkContext spark, AuditWork work, SparkProgress progress) {
        try (AuditRun run = new AuditRun(spark, work, progress)) {
            return run.result();
        } catch (Exception failure) {
            throw failure(failure);
        }
    }

    /**
     * Computes the datasets of a snapshot.
     *
     * @param subjectsPerRange ranges of another size give other row groups
     */
    static SparkResult run(
            JavaSparkContext spark, SparkWork work, SparkProgress progress, int subjectsPerRange, LinkLimits limits) {
        try (GatherRun run = new GatherRun(spark, work, progress, subjectsPerRange, limits)) {
            return run.result();
        } catch (Exception failure) {
            throw failure(failure);
        }
    }

    /** The exception of a task is the last of the causes. */
    private static Failure failure(Exception failure) {
        Optional<Failure> ours = Optional.empty();
        Throwable last = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return new Stopped(STOPPED);
            }
            ours = ours.isEmpty() && each instanceof Failure found ? Optional.of(found) : ours;
            last = each;
        }
        if (Thread.currentThread().isInterrupted() && !(failure instanceof Failure)) {
            return new Stopped(STOPPED);
        }
        return ours.orElse(last instanceof SparkException ? ofSpark(failure) : Failures.of(last));
    }

    private static Failure ofSpark(Exception failure) {
        return new Failure(
                Failure.ErrorCategory.ENVIRONMENT,
                "Cannot finish on Spark: " + failure.getMessage() + "; look at the application's logs, then run again",
                failure);
    }
}
