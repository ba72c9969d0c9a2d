package io.crumbless.night.spark;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.plan.EngineFactory;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The one Spark of this JVM, on two cores of it. Works take turns. */
public final class TestingSpark {
    /** Every process is sent all links. */
    static final LinkLimits BROADCAST_LINKS = new LinkLimits(Long.MAX_VALUE, LinkLimits.LINKS_PER_SHARD);

    /** No process holds more than a few links. */
    static final LinkLimits SHARDED_LINKS = new LinkLimits(0, 300);

    private static final JavaSparkContext CONTEXT = new JavaSparkContext(new SparkConf()
            .setMaster("local[2,4]")
            .setAppName("crumbless tests")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1"));

    private TestingSpark() {}

    /**
     * Does something that no other class of this JVM has Spark work beside: classes run at the same time, and what listens to Spark,
     * kills its tasks or waits for them to end would meet theirs.
     */
    static <T> T alone(Function<JavaSparkContext, T> work) {
        synchronized (TestingSpark.class) {
            return work.apply(CONTEXT);
        }
    }

    /** Does the work as a driver program would that was given its written form. */
    static SparkDriver driver() {
        return driver(BROADCAST_LINKS);
    }

    private static SparkDriver driver(LinkLimits links) {
        return (work, progress) ->
                alone(spark -> SparkGather.answer(spark, DriverWork.of(work.bytes()), progress, links));
    }

    /** An engine that works there, and joins links in a shuffle however few they are. */
    public static EngineFactory engineWithShardedLinks() {
        return engine(driver(SHARDED_LINKS));
    }

    /** An engine that works there. */
    public static EngineFactory engine() {
        return engine(driver());
    }

    static EngineFactory engine(SparkDriver driver) {
        return SparkEngine.with(driver, new LocalEngines(2).of(EngineKind.LOCAL, null));
    }
}
