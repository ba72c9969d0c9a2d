package io.crumbless.night.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.EndedAttempt;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: a collector of OpenTelemetry gets what the file holds; one that refuses or hangs is a notice, and soon over. */
@Tag("unit")
class OtlpPostTest {
    private static final Instant AT = Instant.parse("2026-11-23T02:31:00.5Z");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private final List<JsonNode> posted = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean hangs;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/v1/metrics", exchange -> {
            posted.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (hangs) {
                await();
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        Files.writeString(folder.resolve("key"), "k-1\n");
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    /** Where it is answered, however little time this machine has. */
    private List<String> ended(String more) throws IOException {
        return ended(more, new NightMetrics(Duration.ofMinutes(10)));
    }

    private List<String> ended(String more, NightMetrics metrics) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(
                file,
                "job: nightly\npolicy: policy\nwarehouse: warehouse\nmetrics: { otlp: 'http://127.0.0.1:"
                        + server.getAddress().getPort() + "/v1/metrics'" + more + " }\n");
        return metrics.ended(new EndedAttempt(
                JobFile.read(file),
                LocalDate.of(2026, 11, 22),
                AT.minusSeconds(60),
                AT,
                List.of(),
                Optional.empty(),
                Optional.of(new Failure(ErrorCategory.INPUT, "Cannot publish"))));
    }

    @Test
    void aCollectorGetsWhatTheFileHolds() throws IOException {
        assertThat(ended(", key-file: key, file: nightly.prom")).isEmpty();

        assertThat(keys).containsExactly("Bearer k-1");
        JsonNode resource = posted.get(0).at("/resourceMetrics/0");
        assertThat(resource.at("/resource/attributes/0/value/stringValue").asString())
                .isEqualTo("crumbless");
        JsonNode exitCode = null;
        List<String> names = new ArrayList<>();
        for (JsonNode metric : resource.at("/scopeMetrics/0/metrics")) {
            names.add(metric.get("name").asString());
            exitCode = metric.get("name").asString().endsWith("exit_code") ? metric : exitCode;
        }
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(new MetricsFile(folder.resolve("nightly.prom"))
                        .read().all().keySet().stream().map(Metric::fullName).toList());
        assertThat(exitCode).isNotNull();
        JsonNode point = exitCode.at("/gauge/dataPoints/0");
        assertThat(point.get("asDouble").asDouble()).isEqualTo(4);
        assertThat(point.get("timeUnixNano").asString()).isEqualTo("1795401060500000000");
        assertThat(point.at("/attributes/0/key").asString()).isEqualTo("crumbless_job");
        assertThat(point.at("/attributes/0/value/stringValue").asString()).isEqualTo("nightly");
    }

    @Test
    void aCollectorThatRefusesIsANotice() throws IOException {
        status = 403;

        assertThat(ended(""))
                .containsExactly("Cannot post metrics to 127.0.0.1: it answered with status 403; check metrics.otlp in"
                        + " the job file and the collector there");
        assertThat(ended(", key-file: none"))
                .containsExactly("Cannot post metrics to 127.0.0.1: metrics.key-file cannot be read; check that it is"
                        + " there and this user may read it");
    }

    /** The file is written all the same. */
    @Test
    @Tag("slow")
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aCollectorThatHangsIsANotice() throws IOException {
        hangs = true;

        assertThat(ended(", file: nightly.prom", new NightMetrics()))
                .containsExactly(
                        "Cannot post metrics to 127.0.0.1: it took longer than 10 seconds; check metrics.otlp in"
                                + " the job file and the collector there");
        assertThat(folder.resolve("nightly.prom")).exists();
    }
}
