package io.crumbless.night.metrics;

import io.crumbless.night.job.MetricsSettings;
import io.crumbless.process.JsonPost;
import io.crumbless.warehouse.snapshot.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Posts readings to an OpenTelemetry collector, as OTLP over HTTP in JSON. A failure is a notice and is not retried:
 * the next attempt measures again.
 */
final class OtlpPost {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PROGRAM = "crumbless";
    private static final int CUMULATIVE = 2;
    private static final JsonMapper JSON = new JsonMapper();

    private final MetricsSettings settings;
    private final Duration patience;

    /** @param patience for the answer */
    OtlpPost(MetricsSettings settings, Duration patience) {
        this.settings = settings;
        this.patience = patience;
    }

    /** @return the failure, as a message; empty if it succeeded or is not configured */
    Optional<String> post(Readings readings, Instant at) {
        return settings.otlp().flatMap(address -> post(address, body(readings, at)));
    }

    private Optional<String> post(URI address, ObjectNode body) {
        try {
            byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);
            return new JsonPost(address, key(), patience)
                    .post(json)
                    .failure()
                    .map(why -> "Cannot post metrics to " + address.getHost() + ": " + why
                            + "; check metrics.otlp in the job file and the collector there");
        } catch (IOException e) {
            return Optional.of("Cannot post metrics to " + address.getHost()
                    + ": metrics.key-file cannot be read; check that it is there and this user may read it");
        }
    }

    private Map<String, String> key() throws IOException {
        Optional<Path> file = settings.keyFile();
        if (file.isEmpty()) {
            return Map.of();
        }
        String key = Files.readString(file.get()).lines().findFirst().orElse("").strip();
        return Map.of("Authorization", "Bearer " + key);
    }

    private static ObjectNode body(Readings readings, Instant at) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode resource = body.putArray("resourceMetrics").addObject();
        ArrayNode about = resource.putObject("resource").putArray("attributes");
        attribute(about, "service.name", PROGRAM);
        attribute(about, "service.version", Program.nameAndVersion());
        ObjectNode scope = resource.putArray("scopeMetrics").addObject();
        scope.putObject("scope").put("name", PROGRAM);
        ArrayNode metrics = scope.putArray("metrics");
        readings.all().forEach((metric, samples) -> {
            if (!samples.isEmpty()) {
                add(metrics.addObject(), metric, samples, at);
            }
        });
        return body;
    }

    private static void add(ObjectNode to, Metric metric, List<Readings.Sample> samples, Instant at) {
        to.put("name", metric.fullName()).put("description", metric.help());
        ArrayNode points =
                switch (metric.kind()) {
                    case GAUGE -> to.putObject("gauge").putArray("dataPoints");
                    case COUNTER ->
                        to.putObject("sum")
                                .put("aggregationTemporality", CUMULATIVE)
                                .put("isMonotonic", true)
                                .putArray("dataPoints");
                };
        // 64-bit integers are strings in OTLP's JSON.
        String nanos = String.valueOf(TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano());
        for (Readings.Sample sample : samples) {
            ObjectNode point = points.addObject().put("timeUnixNano", nanos).put("asDouble", sample.value());
            ArrayNode labels = point.putArray("attributes");
            for (int i = 0; i < sample.labels().size(); i++) {
                attribute(labels, metric.allLabels().get(i), sample.labels().get(i));
            }
        }
    }

    private static void attribute(ArrayNode to, String key, String value) {
        to.addObject().put("key", key).putObject("value").put("stringValue", value);
    }
}
