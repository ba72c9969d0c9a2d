package io.crumbless.night.spark;

import io.crumbless.night.job.EngineKind;
import io.crumbless.night.local.LocalEngines;
import io.crumbless.night.plan.EngineFactory;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The one Spark of this JVM, on two cores of it. Works take turns. */
public final class TestingSpark {
    private static final JavaSparkContext CONTEXT = new JavaSparkContext(new SparkConf()
            .setMaster("local[2,4]")
            .setAppName("crumbless tests")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1"));

    private TestingSpark() {}

    static JavaSparkContext context() {
        return CONTEXT;
    }

    /** Does the work as a driver program would that was given its written form. */
    static SparkDriver driver() {
        return (work, progress) -> {
            synchronized (TestingSpark.class) {
                return SparkGather.run(CONTEXT, SparkWork.of(work.bytes()), progress);
            }
        };
    }

    /** An engine that works there. */
    public static EngineFactory engine() {
        return engine(driver());
    }

    static EngineFactory engine(SparkDriver driver) {
        return SparkEngine.with(driver, new LocalEngines(2).of(EngineKind.LOCAL, null));
    }
}
