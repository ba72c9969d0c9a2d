package io.crumbless.night.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: the endpoint serves what the files of the jobs hold, and when the next night begins. */
@Tag("unit")
class MetricsEndpointTest {
    private static final Instant NEXT = Instant.parse("2026-11-24T01:30:00Z");
    private static final Instant DEADLINE = Instant.parse("2026-11-23T05:30:00Z");
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final MetricsEndpoint.Live LIVE = new MetricsEndpoint.Live() {
        @Override
        public boolean isRunning(JobFile job) {
            return job.name().equals("one");
        }

        @Override
        public Optional<Instant> next(JobFile job) {
            return Optional.of(NEXT);
        }

        @Override
        public Optional<Instant> waitsUntil(JobFile job) {
            return Optional.of(DEADLINE).filter(any -> job.name().equals("two"));
        }
    };

    @TempDir
    private Path folder;

    private List<JobFile> jobs = List.of();

    @BeforeEach
    void layOut() throws Exception {
        jobs = List.of(job("one", ""), job("two", "metrics: { file: two.prom }\n"));
        Files.createDirectories(folder.resolve("control"));
        new MetricsFile(folder.resolve("control/one.prom"))
                .write(new Readings().add(Metric.LAST_ATTEMPT_EXIT_CODE, "one", 0));
        new MetricsFile(folder.resolve("two.prom")).write(new Readings().add(Metric.LAST_ATTEMPT_EXIT_CODE, "two", 4));
    }

    private JobFile job(String name, String metrics) throws Exception {
        Path file = folder.resolve(name + ".yaml");
        Files.writeString(file, "job: " + name + "\npolicy: policy\nwarehouse: warehouse\n" + metrics);
        return MetricsEndpoint.naming(JobFile.read(file));
    }

    private static HttpResponse<String> ask(String url, String method) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void servesTheFilesOfAllJobsAndWhatIsGoingOn() throws Exception {
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(ANY, jobs, LIVE)) {
            HttpResponse<String> answer = ask(endpoint.url(), "GET");

            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(answer.body().lines().filter(line -> !line.startsWith("#")))
                    .containsExactlyInAnyOrder(
                            "crumbless_last_attempt_exit_code{crumbless_job=\"one\"} 0.0",
                            "crumbless_last_attempt_exit_code{crumbless_job=\"two\"} 4.0",
                            "crumbless_night_in_progress{crumbless_job=\"one\"} 1.0",
                            "crumbless_night_in_progress{crumbless_job=\"two\"} 0.0",
                            "crumbless_next_night_timestamp_seconds{crumbless_job=\"one\"} 1.7954838E9",
                            "crumbless_next_night_timestamp_seconds{crumbless_job=\"two\"} 1.7954838E9",
                            "crumbless_night_waiting{crumbless_job=\"one\"} 0.0",
                            "crumbless_night_waiting{crumbless_job=\"two\"} 1.0",
                            "crumbless_night_waits_until_timestamp_seconds{crumbless_job=\"two\"} 1.7954118E9");
        }
    }

    @Test
    void listensWhereOnlyThisMachineReachesIt() {
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(ANY, jobs, LIVE)) {
            assertThat(endpoint.url()).startsWith("http://127.0.0.1:");
        }
    }

    @Test
    void answersNothingElse() throws Exception {
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(ANY, jobs, LIVE)) {
            assertThat(ask(endpoint.url(), "POST").statusCode()).isEqualTo(405);
            assertThat(ask(endpoint.url().replace("/metrics", "/"), "GET").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void anAddressThatIsTakenIsRefusedInWords() {
        try (MetricsEndpoint endpoint = MetricsEndpoint.open(ANY, jobs, LIVE)) {
            int port = URI.create(endpoint.url()).getPort();

            assertThatThrownBy(() -> MetricsEndpoint.open(new InetSocketAddress("127.0.0.1", port), jobs, LIVE))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("Cannot serve metrics at 127.0.0.1:" + port);
        }
    }
}
