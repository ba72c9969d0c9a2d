package io.crumbless.night.spark;

import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;

/**
 * Does works on the Spark of this JVM, and records the stages that came of them. Of others' works, of which Spark may report late, it
 * takes no notice.
 */
final class StagesOfWorks extends SparkListener implements SparkDriver {
    /** Property of the jobs of a work, which their stages have. */
    private static final String WORKS = "crumbless.test.works";

    private static final long MOST_MILLIS_TO_REPORT = TimeUnit.MINUTES.toMillis(5);

    private final String works;
    private final LinkLimits links;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** @param works works whose stages are selected */
    StagesOfWorks(String works, LinkLimits links) {
        this.works = works;
        this.links = links;
    }

    @Override
    public byte[] answer(DriverWork work, SparkProgress progress) {
        return TestingSpark.alone(spark -> answer(spark, work, progress));
    }

    private byte[] answer(JavaSparkContext spark, DriverWork work, SparkProgress progress) {
        spark.sc().addSparkListener(this);
        spark.setLocalProperty(WORKS, works);
        try {
            byte[] answer = SparkGather.answer(spark, DriverWork.of(work.bytes()), progress, links);
            spark.sc().listenerBus().waitUntilEmpty(MOST_MILLIS_TO_REPORT);
            return answer;
        } catch (TimeoutException silent) {
            throw new AssertionError("Spark did not report its stages", silent);
        } finally {
            spark.setLocalProperty(WORKS, null);
            spark.sc().removeSparkListener(this);
        }
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted stage) {
        Properties ofJob = stage.properties();
        if (ofJob != null && works.equals(ofJob.getProperty(WORKS))) {
            names.add(stage.stageInfo().name());
        }
    }

    /** Each with the line that asked for it. */
    Set<String> names() {
        return Set.copyOf(names);
    }
}
