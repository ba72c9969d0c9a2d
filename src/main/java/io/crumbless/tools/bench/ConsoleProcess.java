package io.crumbless.tools.bench;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A console in its own process, with the memory that the documentation recommends. */
final class ConsoleProcess implements AutoCloseable {
    private static final String MEMORY = "1g";
    /** As long as a machine that is far too slow to measure may take; a console that ends is noticed at once. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final long LOOK_MILLIS = 100;

    /** A limit that the bench never reaches. */
    private static final int SEARCHES_PER_HOUR = 100_000_000;

    private final Process process;
    private final URI url;

    private ConsoleProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the console and waits until it responds.
     *
     * @param job job file of the shop; a job file with the users is written next to it
     * @param users names of the users who may look up people
     */
    static ConsoleProcess start(Path launcher, Path job, List<String> users, Path log) {
        try {
            URI url = URI.create("http://127.0.0.1:" + freePort());
            Path withUsers = job.resolveSibling("console-job.yaml");
            Files.writeString(withUsers, Files.readString(job) + settings(url, users));
            Process process = new ProcessBuilder(
                            launcher.toString(), "console", withUsers.toString(), "--memory", MEMORY)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            ConsoleProcess console = new ConsoleProcess(process, url);
            console.awaitAnswer(log);
            return console;
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot start the console: " + e.getMessage(), e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String settings(URI url, List<String> users) {
        StringBuilder text = new StringBuilder("console:\n  port: " + url.getPort() + "\n  public-url: " + url
                + "\n  searches-per-hour: " + SEARCHES_PER_HOUR + "\n  proxy: { user-header: "
                + ConsoleVisitor.USER_HEADER + ", trusted-addresses: [127.0.0.1] }\n  users:\n");
        users.forEach(user -> text.append("    ").append(user).append(": [viewer]\n"));
        return text.toString();
    }

    private void awaitAnswer(Path log) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new Failure(
                        ErrorCategory.ENVIRONMENT,
                        "Cannot measure the console: it did not come up; see " + log + "\n" + Files.readString(log));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
                throw new Stopped("Stopped while the console was starting");
            }
        }
    }

    private boolean answers() {
        try {
            return new String(url.resolve("/health").toURL().openStream().readAllBytes(), StandardCharsets.UTF_8)
                    .startsWith("ok");
        } catch (IOException e) {
            return false;
        }
    }

    URI url() {
        return url;
    }

    /** Processor time of all its threads since its start, in seconds. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** The peak of its resident memory. */
    OptionalLong peakBytes() {
        return MeasuredProcess.peakBytes(process.pid());
    }

    /** Its current resident memory. */
    OptionalLong residentBytes() {
        return MeasuredProcess.residentBytes(process.pid());
    }

    /** The size of live objects in bytes, after a full collection; empty if Java has no jcmd. */
    OptionalLong liveBytes(Path logs) {
        Path jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return OptionalLong.empty();
        }
        List<String> command = List.of(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram");
        Path log = logs.resolve("memory.log");
        MeasuredProcess.run("jcmd", command, logs, log);
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(line -> Long.parseLong(line.strip().split(" +")[2]))
                    .findFirst();
        } catch (IOException e) {
            throw new Failure(ErrorCategory.ENVIRONMENT, "Cannot read " + log + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
