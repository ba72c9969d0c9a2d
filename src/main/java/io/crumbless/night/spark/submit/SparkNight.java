package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.run.Failures;
import io.crumbless.night.spark.DriverWork;
import io.crumbless.night.spark.SparkGather;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The main program of the driver: executes the work in the folder of its attempt, and writes the result there. It ends
 * when no process waits for it any more.
 */
public final class SparkNight {
    /** As of a process terminated by SIGTERM. */
    private static final int ASKED_TO_STOP = 143;

    private SparkNight() {}

    /** @param args the folder of the attempt, and whether the parent process follows it */
    public static void main(String[] args) {
        SparkConf conf = new SparkConf();
        // Keys of the job may be needed to read the file of the work.
        HadoopKeysPlugin.use(conf);
        Attempt attempt = new Attempt(Location.of(args[0]));
        boolean hasParent = args.length > 1 && args[1].equals(Attempt.FOLLOWED_BY_PARENT);
        try (Listener listener =
                new Listener(attempt, Thread.currentThread(), Listener.Patience.USUAL, () -> Runtime.getRuntime()
                        .halt(ASKED_TO_STOP))) {
            listener.listen(hasParent ? Optional.of(System.in) : Optional.empty());
            run(conf, attempt, listener);
        }
    }

    private static void run(SparkConf conf, Attempt attempt, Listener listener) {
        // A cluster may restart a driver that it had lost.
        if (attempt.result().isPresent() || attempt.ended().isPresent()) {
            return;
        }
        try (JavaSparkContext spark = context(conf)) {
            DriverWork work = DriverWork.read(attempt.work());
            byte[] result = SparkGather.answer(
                    spark, work, new ProgressNotes(attempt, listener, spark.sc().applicationId()));
            listener.requireFollowed();
            attempt.keep(result);
        } catch (Exception | Error thrown) {
            Failure failure = failure(thrown);
            if (!(failure instanceof Stopped)) {
                attempt.keep(Attempt.Ended.of(failure));
            }
            throw failure;
        }
    }

    private static JavaSparkContext context(SparkConf conf) {
        try {
            return new JavaSparkContext(conf);
        } catch (RuntimeException refused) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot start on Spark: the cluster gave the application no driver and no executors",
                    refused);
        }
    }

    private static Failure failure(Throwable thrown) {
        Failure failure = Failures.of(thrown);
        boolean isOfSpark = thrown instanceof SparkException && failure.category() == ErrorCategory.INTERNAL;
        return isOfSpark
                ? new Failure(ErrorCategory.ENVIRONMENT, "Cannot finish on Spark: the application failed", thrown)
                : failure;
    }
}
