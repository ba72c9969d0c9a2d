package io.crumbless.night.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.job.MetricsSettings;
import io.crumbless.night.job.Monitoring;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers {@code GET /metrics} with the metrics files of jobs and the metrics of this process. There is no
 * authentication; by default it listens on the loopback address.
 */
public final class MetricsEndpoint implements AutoCloseable {
    private static final String PATH = "/metrics";
    private static final int OK = 200;
    private static final int NOT_ALLOWED = 405;

    private final HttpServer server;
    private final ExecutorService thread;
    private final List<JobFile> jobs;
    private final Live live;

    /** Metrics of the scheduling process. */
    public interface Live {
        boolean isRunning(JobFile job);

        /** When its next night begins. */
        Optional<Instant> next(JobFile job);

        /** The deadline until which its night waits; empty if none is waiting. */
        Optional<Instant> waitsUntil(JobFile job);
    }

    private MetricsEndpoint(HttpServer server, ExecutorService thread, List<JobFile> jobs, Live live) {
        this.server = server;
        this.thread = thread;
        this.jobs = List.copyOf(jobs);
        this.live = live;
    }

    /**
     * Starts the endpoint.
     *
     * @param jobs jobs, each with {@link #naming a metrics file}
     * @throws Failure environment if the address cannot be listened at
     */
    public static MetricsEndpoint open(InetSocketAddress address, List<JobFile> jobs, Live live) {
        try {
            HttpServer server = HttpServer.create(address, 0);
            ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
                Thread daemon = new Thread(task, "metrics");
                daemon.setDaemon(true);
                return daemon;
            });
            MetricsEndpoint endpoint = new MetricsEndpoint(server, thread, jobs, live);
            server.setExecutor(thread);
            server.createContext(PATH, endpoint::answer);
            server.start();
            return endpoint;
        } catch (IOException e) {
            throw new Failure(
                    ErrorCategory.ENVIRONMENT,
                    "Cannot serve metrics at " + address.getHostString() + ":" + address.getPort() + ": "
                            + e.getMessage() + "; name another port or address",
                    e);
        }
    }

    /** The job, with a metrics file in its control folder unless it names another. */
    public static JobFile naming(JobFile job) {
        Path otherwise = job.control().folder().resolve(job.name() + ".prom");
        MetricsSettings metrics = job.monitoring().metrics().orIn(otherwise);
        Monitoring monitoring = job.monitoring();
        return job.with(new Monitoring(metrics, monitoring.notifications(), monitoring.lineage()));
    }

    public String url() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort() + PATH;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isAsked = exchange.getRequestMethod().equals("GET");
            byte[] body = isAsked ? MetricsText.of(readings()) : new byte[0];
            exchange.getResponseHeaders().set("Content-Type", MetricsText.CONTENT_TYPE);
            exchange.sendResponseHeaders(isAsked ? OK : NOT_ALLOWED, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Readings readings() {
        Readings all = new Readings();
        jobs.stream()
                .flatMap(job -> job.monitoring().metrics().file().stream())
                .distinct()
                .forEach(file -> all.addAll(new MetricsFile(file).read()));
        for (JobFile job : jobs) {
            all.add(Metric.NIGHT_IN_PROGRESS, job.name(), live.isRunning(job) ? 1 : 0);
            live.next(job).ifPresent(at -> all.add(Metric.NEXT_NIGHT, job.name(), at.getEpochSecond()));
            Optional<Instant> until = live.waitsUntil(job);
            all.add(Metric.NIGHT_WAITING, job.name(), until.isPresent() ? 1 : 0);
            until.ifPresent(at -> all.add(Metric.NIGHT_WAITS_UNTIL, job.name(), at.getEpochSecond()));
        }
        return all;
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
