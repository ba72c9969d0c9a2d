package io.crumbless.night.lineage;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.job.KafkaSettings;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.WatchedNight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: a topic of Kafka gets each event of a night, in order; a broker that is gone, or a wrong setting, holds no night up. */
@Tag("night")
@Tag("crash")
class LineageToKafkaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final String SECURED = "security.protocol: SASL_SSL, sasl.mechanism: SCRAM-SHA-512,"
            + " ssl.truststore.type: PEM, ssl.truststore.location: '%s'";

    private static TestingKafka kafka;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startBroker() throws Exception {
        kafka = TestingKafka.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        kafka.close();
    }

    private KafkaSettings settings(String topic, Map<String, String> properties) {
        return new KafkaSettings(topic, List.of(kafka.address()), properties, Optional.empty());
    }

    private EventSpool spool(KafkaSettings settings, Duration patience) {
        return new EventSpool(folder.resolve("spool"), new KafkaReceiver(settings, patience));
    }

    private static byte[] event(String type) {
        return ("{\"eventType\":\"" + type + "\",\"job\":{\"namespace\":\"shop\",\"name\":\"nightly\"}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> types(String topic) {
        return kafka.messages(topic).stream()
                .map(message -> JSON.readTree(message.value()).get("eventType").asString())
                .toList();
    }

    private Optional<String> post(EventSpool spool, List<String> lost) throws IOException {
        return spool.post(System.nanoTime() + TestingKafka.LONG.toNanos(), lost::add);
    }

    private long waiting() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            return files.count();
        }
    }

    @Test
    void theEventsOfAJobAreThereInTheirOrder() throws Exception {
        String topic = kafka.topic("ordered");
        EventSpool spool = spool(settings(topic, Map.of()), TestingKafka.LONG);
        for (int i = 0; i < 20; i++) {
            spool.add("%03d".formatted(i), event("RUNNING" + i));
        }

        assertThat(post(spool, new ArrayList<>())).isEmpty();

        assertThat(waiting()).isZero();
        List<ConsumerRecord<String, String>> messages = kafka.messages(topic);
        assertThat(messages).extracting(ConsumerRecord::key).containsOnly("run:shop/nightly");
        assertThat(messages)
                .extracting(ConsumerRecord::partition)
                .containsOnly(messages.get(0).partition());
        assertThat(messages)
                .extracting(message ->
                        JSON.readTree(message.value()).get("eventType").asString())
                .startsWith("RUNNING0", "RUNNING1")
                .endsWith("RUNNING19")
                .hasSize(20);
    }

    /** Events that were not acknowledged in time are sent again with the next attempt, which has enough time here. */
    @Test
    void aNightIsReported() throws Exception {
        String topic = kafka.topic("night");
        TestingJob job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-4711", "home_store", "Nord", "service_messages", "2026-11-22T10:00:00Z"));
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml")) + "lineage: { kafka: { topic: " + topic
                        + ", bootstrap-servers: ['" + kafka.address() + "'] } }\n");

        RunReport report = run(job);

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        Path kept = folder.resolve("control/lineage-kafka/test");
        assertThat(kept).isDirectory();
        EventSpool rest = new EventSpool(kept, new KafkaReceiver(settings(topic, Map.of()), TestingKafka.LONG));
        assertThat(post(rest, new ArrayList<>())).isEmpty();
        List<String> types = types(topic).stream().distinct().toList();
        assertThat(types).containsExactly("START", "COMPLETE");
        JsonNode complete = kafka.messages(topic).stream()
                .map(message -> JSON.readTree(message.value()))
                .filter(event -> event.get("eventType").asString().equals("COMPLETE"))
                .findFirst()
                .orElseThrow();
        assertThat(complete.at("/outputs/0/facets/version/datasetVersion").asString())
                .isEqualTo(report.runId());
        assertThat(complete.toString()).doesNotContain("4711").doesNotContain("Nord");
    }

    /** Secrets are in a separate file or in the environment; the job file contains none. */
    @Test
    void aBrokerThatAsksForAPasswordOverTlsGetsTheEvents() throws Exception {
        String topic = kafka.topic("secure");
        kafka.letIn("crumbless", "in-the-file");
        Files.writeString(folder.resolve("kafka.properties"), "sasl.jaas.config=" + login("in-the-file") + "\n");
        Files.writeString(folder.resolve("keys.properties"), "password=in-the-file\n");
        TestingJob job = new TestingJob(folder);
        String text = Files.readString(folder.resolve("job.yaml"));
        for (String secret : List.of(
                "}, properties-file: kafka.properties",
                ", sasl.jaas.config: '" + login("${file:" + folder.resolve("keys.properties") + ":password}")
                        + "' }")) {
            job.write(
                    "job.yaml",
                    text + "lineage: { kafka: { topic: " + topic + ", bootstrap-servers: ['"
                            + kafka.secureAddress() + "'], properties: { " + SECURED.formatted(kafka.certificate())
                            + secret
                            + " } }\n");
            KafkaSettings read = job.file().monitoring().lineage().kafka().orElseThrow();
            EventSpool spool = spool(read, TestingKafka.LONG);
            spool.add("1", event("START"));

            assertThat(post(spool, new ArrayList<>())).isEmpty();
        }
        assertThat(types(topic)).containsExactly("START", "START");
    }

    @Test
    void aBrokerThatDoesNotLetUsInIsANoticeWithoutASecret() throws Exception {
        kafka.letIn("crumbless", "in-the-file");
        Map<String, String> wrongPassword = Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", login("guessed"),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", kafka.certificate().toString());
        Map<String, String> untrusted = new HashMap<>(wrongPassword);
        untrusted.keySet().removeIf(key -> key.startsWith("ssl.truststore"));
        Map<String, String> missing = new HashMap<>(wrongPassword);
        missing.put("ssl.truststore.location", folder.resolve("none.pem").toString());
        for (Map<String, String> wrong : List.of(wrongPassword, untrusted, missing)) {
            EventSpool spool = spool(
                    new KafkaSettings("t", List.of(kafka.secureAddress()), wrong, Optional.empty()), TestingKafka.LONG);
            spool.add("1", event("START"));

            assertThat(post(spool, new ArrayList<>()))
                    .get()
                    .asString()
                    .containsPattern("the broker does not let us in; check the properties of lineage.kafka"
                            + "|a property of lineage.kafka is invalid, or what it refers to is not there")
                    .doesNotContain("guessed");
            assertThat(waiting()).isEqualTo(1);
        }
    }

    private static String login(String password) {
        return TestingKafka.LOGIN_MODULE + " required username=\"crumbless\" password=\"" + password + "\";";
    }

    private static RunReport run(TestingJob job) {
        return new WatchedNight(
                        new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                        Clock.systemUTC(),
                        List.of(new LiveLineage(name -> null)))
                .run(job.file(), NIGHT, RunOptions.DEFAULTS, Progress.SILENT);
    }

    /** A listener that accepts and never answers is worse than none. */
    @Test
    void aBrokerThatHangsIsANoticeAndTheEventWaits() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            KafkaSettings there =
                    new KafkaSettings("t", List.of("127.0.0.1:" + silent.getLocalPort()), Map.of(), Optional.empty());
            EventSpool spool = spool(there, SOON);
            spool.add("1", event("START"));

            assertThat(post(spool, new ArrayList<>()))
                    .get()
                    .asString()
                    .startsWith("Cannot post lineage to topic 't' of Kafka: no broker took it within 1 second");
            assertThat(waiting()).isEqualTo(1);
        }
    }

    @Test
    void aTopicThatIsNotThereIsWaitedFor() throws Exception {
        EventSpool spool = spool(settings("missing", Map.of()), SOON);
        spool.add("1", event("START"));
        assertThat(post(spool, new ArrayList<>()))
                .get()
                .asString()
                .contains("check bootstrap-servers, and that the topic is there");

        kafka.topic("missing");

        assertThat(post(spool(settings("missing", Map.of()), TestingKafka.LONG), new ArrayList<>()))
                .isEmpty();
        assertThat(types("missing")).contains("START");
    }

    @Test
    void whatIsTooLargeForTheTopicIsGivenUp() throws Exception {
        String topic = kafka.topic("small");
        EventSpool spool = spool(settings(topic, Map.of("max.request.size", "200")), TestingKafka.LONG);
        spool.add("1", event("START" + "x".repeat(300)));
        spool.add("2", event("COMPLETE"));
        List<String> lost = new ArrayList<>();

        assertThat(post(spool, lost)).isEmpty();

        assertThat(lost)
                .containsExactly("The receiver of lineage at topic 'small' of Kafka refused an event, which is given"
                        + " up: it is larger than the topic or the producer takes");
        assertThat(types(topic)).containsExactly("COMPLETE");
    }

    /** As HTTP does with one that the receiver calls malformed; it would hold up all others for ever. */
    @Test
    void whatIsDamagedIsGivenUp() throws Exception {
        String topic = kafka.topic("damaged");
        EventSpool spool = spool(settings(topic, Map.of()), TestingKafka.LONG);
        spool.add("1", "{\"eventType\":\"STA".getBytes(StandardCharsets.UTF_8));
        spool.add("2", new byte[0]);
        spool.add("3", event("COMPLETE"));
        List<String> lost = new ArrayList<>();

        assertThat(post(spool, lost)).isEmpty();

        assertThat(lost)
                .hasSize(2)
                .containsOnly("The receiver of lineage at topic 'damaged' of Kafka refused an event, which is given up:"
                        + " what was kept of it is damaged");
        assertThat(types(topic)).containsExactly("COMPLETE");
    }

    /**
     * A transactional id would make every message fail, since no transaction is begun; the file may be shared with
     * other programs.
     */
    @Test
    void aFileOfPropertiesBeginsNoTransactions() throws Exception {
        String topic = kafka.topic("transactions");
        Path file = Files.writeString(folder.resolve("kafka.properties"), "transactional.id=t-1\n");
        EventSpool spool = spool(
                new KafkaSettings(topic, List.of(kafka.address()), Map.of(), Optional.of(file)), TestingKafka.LONG);
        spool.add("1", event("COMPLETE"));

        assertThat(post(spool, new ArrayList<>())).isEmpty();

        assertThat(types(topic)).containsExactly("COMPLETE");
    }

    /** Kafka passes over a property it does not know, and quotes the value of one it dislikes. */
    @Test
    void wrongPropertiesAreNamedWithoutTheirValues() throws Exception {
        for (Map<String, String> wrong : List.of(
                Map.of("sasl.mechnism", "PLAIN-secret"),
                Map.of("compression.type", "secret"),
                Map.of("client.id", "${file:/none/secret:key}"))) {
            EventSpool spool = spool(settings("t", wrong), SOON);
            spool.add("1", event("START"));

            assertThat(post(spool, new ArrayList<>()))
                    .get()
                    .asString()
                    .containsPattern("has no property 'sasl.mechnism'|a property of lineage.kafka is invalid|it failed")
                    .doesNotContain("secret");
        }
    }

    @Test
    void secretsAreReadFromWhereTheyLie() throws IOException {
        Files.writeString(folder.resolve("keys.properties"), "id=from-the-file\n");
        Map<String, Object> properties = KafkaTopic.complete(
                Map.of(
                        "bootstrap.servers",
                        List.of("a:1"),
                        "client.id",
                        "${file:" + folder.resolve("keys.properties") + ":id}"),
                SOON);

        assertThat(new ProducerConfig(properties).getString("client.id")).isEqualTo("from-the-file");
    }

    @Test
    void theBrokerIsOfTheVersionOfTheClient() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern(Pattern.quote("<kafka.version>" + TestingKafka.version() + "<"));
    }
}
