package io.crumbless.night.spark.submit;

import io.crumbless.night.spark.HeldTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    /**
     * Waits until this many executors of one application have a waiting task.
     *
     * @return the process of its driver
     */
    ProcessHandle await(int executors, BooleanSupplier isAnythingRunning) {
        while (true) {
            for (String application : having(executors)) {
                Optional<ProcessHandle> driver = driver(application);
                if (driver.isPresent()) {
                    return driver.get();
                }
            }
            if (!isAnythingRunning.getAsBoolean()) {
                throw new AssertionError("it ended before " + executors + " executors had a task");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_EVERY_MILLIS));
        }
    }

    /** Applications of which this many executors have had a waiting task since the gate was closed. */
    private List<String> having(int executors) {
        Map<String, Integer> waiting = new TreeMap<>();
        names(HeldTasks.WAITING).forEach(name -> waiting.merge(application(name), 1, Integer::sum));
        return waiting.keySet().stream()
                .filter(application -> waiting.getOrDefault(application, 0) >= executors)
                .toList();
    }

    private Optional<ProcessHandle> driver(String application) {
        return names(HeldTasks.DRIVER).stream()
                .filter(name -> application(name).equals(application))
                .map(name -> Long.parseLong(name.substring(name.indexOf('.') + 1)))
                .flatMap(process -> ProcessHandle.of(process).stream())
                .findAny();
    }

    private static String application(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    /** Of files that begin so, what follows. */
    private List<String> names(String prefix) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix + "*")) {
            for (Path file : files) {
                names.add(file.getFileName().toString().substring(prefix.length()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
