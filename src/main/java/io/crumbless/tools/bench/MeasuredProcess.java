package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a program and measures its memory and processor time.
 *
 * <p>Memory and processor time are read from Linux every few milliseconds, and the last reading counts. The kernel
 * records the peak of memory, so that only one in the last milliseconds can be missed.
 */
final class MeasuredProcess {
    private static final long LOOK_MILLIS = 20;
    private static final int TAIL_LINES = 20;
    private static final int INTERRUPTED = 128 + 2;
    private static final int TERMINATED = 128 + 15;
    private static final long KIB = 1024;
    private static final String PEAK = "VmHWM:";
    private static final String RESIDENT = "VmRSS:";

    private MeasuredProcess() {}

    /**
     * @param name name for messages
     * @param log file for the output of the program
     * @throws Failure if the program cannot be started or fails; the message contains the end of its log
     * @throws Stopped if the thread or the program is interrupted; the program is terminated first
     */
    static ProcessUsage run(String name, List<String> command, Path folder, Path log) {
        Process process;
        long started = System.nanoTime();
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot start " + name + ": " + e.getMessage(), e);
        }
        OptionalLong peak = OptionalLong.empty();
        OptionalDouble cpu = OptionalDouble.empty();
        try {
            process.getOutputStream().close();
            do {
                OptionalLong peakNow = peakBytes(process.pid());
                peak = peakNow.isPresent() ? peakNow : peak;
                Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
                cpu = used.isZero() ? cpu : OptionalDouble.of(used.toNanos() / 1e9);
            } while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(name);
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot run " + name + ": " + e.getMessage(), e);
        } finally {
            process.destroy();
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        if (process.exitValue() == INTERRUPTED || process.exitValue() == TERMINATED) {
            // Ctrl-C also reaches the program, and may terminate it before this thread is interrupted.
            throw stopped(name);
        }
        if (process.exitValue() != 0) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot measure " + name + ": it ended with exit code " + process.exitValue() + "; see " + log
                            + "\n" + tail(log));
        }
        return new ProcessUsage(seconds, cpu, peak);
    }

    private static Stopped stopped(String name) {
        return new Stopped("Stopped while measuring " + name + "; the data stays for the next time");
    }

    /** The peak of the process's resident memory; empty if the system does not report it or the process has ended. */
    static OptionalLong peakBytes(long pid) {
        return bytes(pid, PEAK);
    }

    /** The current resident memory of the process; empty in the same cases as {@link #peakBytes}. */
    static OptionalLong residentBytes(long pid) {
        return bytes(pid, RESIDENT);
    }

    private static OptionalLong bytes(long pid, String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length())
                                    .replace("kB", "")
                                    .strip())
                            * KIB)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
