package io.crumbless.night.spark;

import io.crumbless.columnar.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * A driver program that does the same work round after round on a cluster, while stragglers have Spark begin tasks a second time and
 * others are killed. Prints a line for each round.
 */
public final class SpeculatingRounds {
    private SpeculatingRounds() {}

    /** @param args master, folder of the job, number of rounds, jars with commas between */
    public static void main(String[] args) {
        SparkConf conf = new SparkConf()
                .setMaster(args[0])
                .setAppName("crumbless speculation")
                .set("spark.jars", args[3])
                .set("spark.plugins", Straggling.class.getName())
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.ui.enabled", "false")
                .set("spark.cores.max", "2")
                .set("spark.executor.cores", "1")
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                .set("spark.task.maxFailures", "20")
                .set("spark.speculation", "true")
                .set("spark.speculation.interval", "20ms")
                .set("spark.speculation.quantile", "0.1")
                .set("spark.speculation.multiplier", "1.01")
                .set("spark.speculation.minTaskRuntime", "1ms");
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            new Rounds(spark, RetriedWork.in(Path.of(args[1]))).run(Integer.parseInt(args[2]));
        }
    }

    private record Rounds(JavaSparkContext spark, SparkWork work) {
        void run(int rounds) {
            SparkResult expected = once(RetriedWork.BROADCAST_LINKS);
            for (int round = 1; round <= rounds; round++) {
                Speculated speculated = new Speculated();
                spark.sc().addSparkListener(speculated);
                spark.setLocalProperty(Straggling.ROUND, Integer.toString(round));
                try (Disturbance disturbance = new Disturbance(spark, new Random(round))) {
                    SparkResult found = once(RetriedWork.links(round));
                    System.out.println("round " + round + ": " + speculated.attempts.get() + " speculative, "
                            + disturbance.faults() + " killed, " + differs(expected, found));
                } finally {
                    spark.sc().removeSparkListener(speculated);
                    spark.setLocalProperty(Straggling.ROUND, null);
                }
            }
        }

        private SparkResult once(LinkLimits links) {
            return SparkGather.run(spark, work, SparkProgress.SILENT, RetriedWork.KEYS_PER_RANGE, links);
        }

        private String differs(SparkResult expected, SparkResult found) {
            Storage storage = Storage.of(work.warehouse());
            Stream<String> differing = Stream.of(
                    found.outputs().equals(expected.outputs()) ? "" : "other files",
                    found.notes().equals(expected.notes()) ? "" : "other books",
                    RetriedWork.files(work).equals(RetriedWork.files(expected)) ? "" : "files of attempts that lost",
                    storage.exists(TaskWork.attempts(work)) ? "folders of attempts" : "");
            List<String> words = differing.filter(word -> !word.isEmpty()).toList();
            return words.isEmpty() ? "the same" : String.join(", ", words);
        }
    }

    private static final class Speculated extends SparkListener {
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public void onTaskStart(SparkListenerTaskStart start) {
            if (start.taskInfo().speculative()) {
                attempts.incrementAndGet();
            }
        }
    }
}
