package io.crumbless.night.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.ProblemsException;
import io.crumbless.warehouse.ledger.ControlSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise: the job file says who is notified of the result of nights; settings without effect are refused. */
@Tag("unit")
class MonitoringTest {
    @TempDir
    private Path folder;

    private JobFile read(String text) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: nightly\npolicy: policy\nwarehouse: warehouse\n" + text);
        return JobFile.read(file);
    }

    @Test
    void nobodyIsNotifiedUnlessTheJobSaysSo() throws IOException {
        assertThat(read("").monitoring()).isEqualTo(Monitoring.NONE);
    }

    @Test
    void readsWhoIsNotified() throws IOException {
        Monitoring told = read("""
                metrics: { file: figures/nightly.prom, otlp: 'http://collector:4318/v1/metrics', key-file: secret/otlp }
                notify: { command: [page, --urgent], webhook-file: secret/hook }
                lineage: { url: 'https://catalogue/api', key-file: secret/key, file: events.ndjson, namespace: shop, stages: true }
                """).monitoring();

        assertThat(told.metrics())
                .isEqualTo(new MetricsSettings(
                        Optional.of(folder.resolve("figures/nightly.prom")),
                        Optional.of(URI.create("http://collector:4318/v1/metrics")),
                        Optional.of(folder.resolve("secret/otlp"))));
        assertThat(told.lineage())
                .isEqualTo(new LineageSettings(
                        Optional.of(URI.create("https://catalogue/api")),
                        Optional.of(folder.resolve("secret/key")),
                        Optional.empty(),
                        Optional.of(folder.resolve("events.ndjson")),
                        "shop",
                        true));
        assertThat(told.notifications())
                .isEqualTo(new NotifySettings(
                        List.of("page", "--urgent"), Optional.empty(), Optional.of(folder.resolve("secret/hook"))));
        assertThat(read("notify: { webhook: 'https://hooks.example/x' }")
                        .monitoring()
                        .notifications()
                        .webhook())
                .contains(URI.create("https://hooks.example/x"));
    }

    @Test
    void readsTheTopicOfLineage() throws IOException {
        assertThat(read("""
                lineage:
                  kafka:
                    topic: lineage.events
                    bootstrap-servers: [broker-1:9092, '[::1]:9093']
                    properties: { security.protocol: SASL_SSL, ssl.truststore.location: trust.p12, sasl.jaas.config: 'x password="${env:P}";' }
                    properties-file: secret/kafka.properties
                """).monitoring().lineage().kafka())
                .contains(new KafkaSettings(
                        "lineage.events",
                        List.of("broker-1:9092", "[::1]:9093"),
                        Map.of(
                                "security.protocol",
                                "SASL_SSL",
                                "ssl.truststore.location",
                                "trust.p12",
                                "sasl.jaas.config",
                                "x password=\"${env:P}\";"),
                        Optional.of(folder.resolve("secret/kafka.properties"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bootstrap-servers: ['a:1'] | Missing",
                "topic: t | Missing lineage.kafka.bootstrap-servers: name brokers, [host:port]",
                "topic: t, bootstrap-servers: [a] | Invalid bootstrap server 'a': write host:port",
                "topic: 't t', bootstrap-servers: ['a:1'] | a topic of Kafka has letters",
                "topic: t, bootstrap-servers: ['a:1'], propertees: {} | did you mean 'properties'",
                "topic: t, bootstrap-servers: ['a:1'], properties: { acks: '0' } | the program sets it",
                "topic: t, bootstrap-servers: ['a:1'], properties: { sasl.jaas.config: 'password=\"secret@\"' } | job files hold no secrets",
                "topic: t, bootstrap-servers: ['a:1'], properties: { ssl.keystore.password: 'secret@' } | job files hold no secrets",
            })
    void refusesATopicThatCannotBeOne(String keys, String message) {
        assertThatThrownBy(() -> read("lineage: { kafka: { " + keys + " } }"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("secret@");
    }

    /** A trial in another folder is not a night. */
    @Test
    void aTrialNotifiesNobody() throws IOException {
        JobFile job = read("metrics: { file: nightly.prom }");

        assertThat(job.into(Location.of(folder), ControlSettings.in(folder), folder)
                        .monitoring())
                .isEqualTo(Monitoring.NONE);
    }

    /** Changes of monitoring settings do not change the identity of a night. */
    @Test
    void theRunIsTheSame() throws IOException {
        assertThat(read("metrics: { file: nightly.prom }\nnotify: { command: [page] }")
                        .settingsVersion())
                .isEqualTo(read("").settingsVersion());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metrics: { } | Missing metrics.file or metrics.otlp",
                "metrics: { otlp: 'grpc://a:4317' } | it must begin with https:// or http:// and name a host",
                "metrics: { file: figures.txt } | it must end with .prom",
                "metrics: { file: 'hdfs://n/a.prom' } | Unsupported metrics.file",
                "metrics: { fyle: a.prom } | did you mean 'file'?",
                "notify: { command: [curl, -H, 'Authorization: Bearer x1'] } | looks like a secret",
                "anchor: { command: [keep, --token, x1] } | looks like a secret",
                "notify: { } | Missing notify.command or notify.webhook",
                "notify: { webhook: 'ftp://a/b' } | it must begin with https:// or http:// and name a host",
                "notify: { webhook: 'https://me:secret@a/b' } | and no user",
                "notify: { webhook: 'https://a/b', webhook-file: c } | name one of them",
                "lineage: { namespace: shop } | Missing lineage.url, lineage.kafka or lineage.file",
                "lineage: { url: 'kafka://a' } | it must begin with https:// or http:// and name a host",
            })
    void refusesWhatWouldReachNobody(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("secret@");
    }
}
