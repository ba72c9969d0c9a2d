package io.crumbless.night.spark.submit;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.columnar.storage.StorageException;
import io.crumbless.night.job.SparkSettings.DeployMode;
import io.crumbless.night.spark.AuditWork;
import io.crumbless.night.spark.DriverWork;
import io.crumbless.night.spark.SparkDriver;
import io.crumbless.night.spark.SparkProgress;
import io.crumbless.night.spark.SparkWork;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Executes the work in an application of its own, which {@code spark-submit} starts as a child of this process: follows
 * it, cancels it when this process is asked to stop, and reuses the result of an earlier attempt.
 *
 * @param home its {@code spark-submit} is run
 * @param log log of its output for a night; for works beside nights, one in the same folder
 */
record SubmittedDriver(SparkHome home, SparkSubmission submission, Path log) implements SparkDriver {
    private static final long LOOK_EVERY_MILLIS = 250;

    /** Each is a request to an object store. */
    private static final long ASK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long BEAT_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Spark takes some seconds to release its executors. */
    private static final long MILLIS_TO_STOP = 15_000;

    private static final String STOPPED = "Stopped while Spark worked; the same command begins that again";

    @Override
    public byte[] answer(DriverWork work, SparkProgress progress) {
        AttemptFolders exchange = AttemptFolders.of(work);
        Optional<byte[]> finished = exchange.finished(work);
        return finished.isPresent()
                ? finished.get()
                : new SubmittedDriver(home, submission, logOf(work)).submit(exchange.begin(work), progress);
    }

    /** Works beside nights may run during a night, whose log must be kept. The name of a job contains no dot. */
    private Path logOf(DriverWork work) {
        if (work instanceof SparkWork) {
            return log;
        }
        String name = String.valueOf(log.getFileName());
        String kind = work instanceof AuditWork ? ".audit.log" : ".policy-diff.log";
        return log.resolveSibling(name.substring(0, name.length() - ".log".length()) + kind);
    }

    private byte[] submit(Attempt attempt, SparkProgress progress) {
        Process process = start(attempt);
        try {
            follow(process, attempt, progress);
        } catch (InterruptedException e) {
            cancel(process, attempt);
            Thread.currentThread().interrupt();
            throw new Stopped(STOPPED);
        } finally {
            end(process);
            attempt.forgetWork();
        }
        return attempt.result().orElseThrow(() -> failure(attempt, process.exitValue()));
    }

    private Process start(Attempt attempt) {
        List<String> ofDriver = new ArrayList<>(List.of(attempt.folder().text()));
        if (submission.settings().deployMode() == DeployMode.CLIENT) {
            ofDriver.add(Attempt.FOLLOWED_BY_PARENT);
        }
        List<String> command = home.command(java(), submission.arguments(ofDriver));
        try {
            attempt.beat(0);
            FileModes.PRIVATE.createFolders(log.resolveSibling(""));
            FileModes.PRIVATE.write(log, new byte[0]);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(home.environment());
            builder.environment().putAll(submission.environment());
            return builder.start();
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot start " + command.get(0) + ": " + e.getMessage() + "; check spark.home",
                    e);
        }
    }

    private static Path java() {
        return ProcessHandle.current()
                .info()
                .command()
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    private static void follow(Process process, Attempt attempt, SparkProgress progress) throws InterruptedException {
        long beats = 0;
        long beatNanos = System.nanoTime();
        long askedNanos = beatNanos;
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            long now = System.nanoTime();
            if (now - askedNanos > ASK_EVERY_NANOS) {
                askedNanos = now;
                report(attempt, progress);
            }
            if (now - beatNanos > BEAT_EVERY_NANOS) {
                beatNanos = now;
                beat(attempt, ++beats);
            }
        }
    }

    private static void report(Attempt attempt, SparkProgress progress) {
        attempt.reached()
                .filter(reached -> reached.total() > 0)
                .ifPresent(reached -> progress.advanced(reached.phase(), reached.done(), reached.total()));
    }

    /** The next heartbeat makes up for a failed one. */
    private static void beat(Attempt attempt, long number) {
        try {
            attempt.beat(number);
        } catch (StorageException unreachable) {
            return;
        }
    }

    /** A driver in the cluster is stopped by the file only, a child process by the signal too. */
    private static void cancel(Process process, Attempt attempt) {
        try {
            attempt.askToStop();
        } catch (StorageException unreachable) {
            // It ends when the heartbeat stops.
            process.destroy();
        }
        process.destroy();
        try {
            process.waitFor(MILLIS_TO_STOP, TimeUnit.MILLISECONDS);
        } catch (InterruptedException again) {
            process.destroyForcibly();
        }
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Failure failure(Attempt attempt, int exitCode) {
        String where = "; look at " + log
                + attempt.reached()
                        .map(reached -> ", and on the cluster for " + reached.application())
                        .orElse("");
        return attempt.ended()
                .map(ended -> new Failure(ended.category(), ended.message() + where))
                .orElseGet(() -> new Failure(
                        ErrorCategory.ENVIRONMENT,
                        "Cannot finish on Spark: the application ended (exit code " + exitCode
                                + ") before it left a result" + where));
    }
}
