package io.crumbless.night.spark;

/** Has the work of a night done on Spark, in this process or in one that it starts. */
public interface SparkDriver {
    /**
     * Does the work and waits for it. An interrupted thread means stop: what runs is cancelled.
     *
     * @throws io.crumbless.process.Failure if it came to nothing; its category says who has to act
     * @throws io.crumbless.process.Stopped if it was asked to stop
     */
    SparkResult run(SparkWork work, SparkProgress progress);
}
