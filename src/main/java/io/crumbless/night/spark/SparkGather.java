package io.crumbless.night.spark;

import io.crumbless.process.Failure;
import org.apache.spark.api.java.JavaSparkContext;

/** Scatters and gathers on Spark: the driver program's side of the work. */
public final class SparkGather {
    private SparkGather() {}

    /**
     * Does the work with a context that nobody else uses meanwhile. An interrupted thread means stop: what runs is cancelled.
     *
     * @throws Failure if it came to nothing; its category says who has to act
     * @throws io.crumbless.process.Stopped if it was asked to stop
     */
    public static SparkResult run(JavaSparkContext spark, SparkWork work, SparkProgress progress) {
        throw new Failure(Failure.ErrorCategory.INTERNAL, "Cannot work on Spark yet");
    }
}
