package io.crumbless.night.spark.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone cluster of separate processes: a master, and workers with one core each. */
final class TestingSparkCluster implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:[0-9]+)");
    private static final String REGISTERED = "Successfully registered with master";
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** A worker refuses an executor that does not fit; Spark takes 471859200 bytes for the least one. */
    private static final String MEMORY_OF_A_WORKER = "1g";

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final String url;

    private TestingSparkCluster(Path folder, String url, Process master) {
        this.folder = folder;
        this.url = url;
        processes.add(master);
    }

    /** @param folder for logs and for what executors keep */
    static TestingSparkCluster start(Path folder, int workers) throws IOException {
        Path log = folder.resolve("master.log");
        Process master = launch(log, "127.0.0.1", "org.apache.spark.deploy.master.Master", "--port", "0");
        TestingSparkCluster cluster = new TestingSparkCluster(folder, awaited(log, URL, master), master);
        try {
            for (int i = 0; i < workers; i++) {
                cluster.addWorker();
            }
            cluster.awaitWorkers();
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    String url() {
        return url;
    }

    /** One more machine. */
    void addWorker() throws IOException {
        String name = "worker-" + processes.size();
        Process worker = launch(
                folder.resolve(name + ".log"),
                // Each on a different host name: Spark does not start a speculative task on the host of its first
                // attempt.
                "127.0.0." + (1 + processes.size()),
                "org.apache.spark.deploy.worker.Worker",
                "--port",
                "0",
                "--cores",
                "1",
                "--memory",
                MEMORY_OF_A_WORKER,
                "--work-dir",
                folder.resolve(name).toString(),
                url);
        processes.add(worker);
        workers.add(worker);
    }

    void awaitWorkers() throws IOException {
        for (Process worker : workers) {
            awaited(
                    folder.resolve("worker-" + processes.indexOf(worker) + ".log"),
                    Pattern.compile("(" + REGISTERED + ")"),
                    worker);
        }
    }

    /**
     * A machine is lost, with what runs on it.
     *
     * @return its executors, which have ended
     */
    List<ProcessHandle> killWorker(int index) {
        Process worker = workers.remove(index);
        List<ProcessHandle> executors = worker.descendants().toList();
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        executors.forEach(executor -> executor.onExit().join());
        return executors;
    }

    private static Process launch(Path log, String host, String main, String... arguments) throws IOException {
        SparkHome home = new SparkHome(TestingSparkHome.folder());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home.folder().resolve("jars") + "/*",
                main,
                "--host",
                host,
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(home.environment());
        builder.environment().putAll(Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
        return builder.start();
    }

    private static String awaited(Path log, Pattern pattern, Process process) throws IOException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < until && process.isAlive()) {
            Matcher said = pattern.matcher(Files.readString(log, StandardCharsets.UTF_8));
            if (said.find()) {
                return said.group(1);
            }
            pause();
        }
        throw new IOException("it did not start: " + Files.readString(log, StandardCharsets.UTF_8));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> begun = process.descendants().toList();
            process.destroyForcibly();
            begun.forEach(ProcessHandle::destroyForcibly);
        }
        for (Process process : processes) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
    }
}
