package io.crumbless.night.spark.submit;

import io.crumbless.night.spark.HeldTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A gate before the tasks of applications, whose executors have {@link HeldTasks}: while it is closed none of them can end.
 *
 * @param folder its own, which executors see
 */
record TaskGate(Path folder) {
    private static final long LOOK_EVERY_MILLIS = 50;

    TaskGate {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets who waited before. */
    void close() {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.createFile(folder.resolve(HeldTasks.CLOSED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void open() {
        try {
            Files.deleteIfExists(folder.resolve(HeldTasks.CLOSED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until so many executors have a task that waits. */
    void await(int executors, BooleanSupplier isAnythingRunning) {
        while (waiting() < executors) {
            if (!isAnythingRunning.getAsBoolean()) {
                throw new AssertionError("it ended before " + executors + " executors had a task");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
        }
    }

    /** How many executors have had a task wait since it was closed. */
    private int waiting() {
        int waiting = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, HeldTasks.WAITING + "*")) {
            for (Path executor : files) {
                waiting++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return waiting;
    }
}
