package io.crumbless.night.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.TestingPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * One Kafka broker in a separate process, which is also its controller. CI provides its jars before the tests, Maven on
 * first use.
 */
final class TestingKafka implements AutoCloseable {
    private static final Path POM = Path.of("src/test/resources/io/crumbless/night/lineage/kafka-server.xml")
            .toAbsolutePath();
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** As long as a machine with far too much to do may take to start it. */
    static final Duration LONG = Duration.ofMinutes(10);

    /** Of Kafka, for names and passwords that are not sent in clear text. */
    static final String LOGIN_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private static final String KEY_PASSWORD = "of-the-broker";
    private static final int ANSWER_MILLIS = 5000;

    private final Path data;
    private final String cluster;
    private final Process broker;
    private final int port;
    private final int securePort;
    private final Admin admin;

    private TestingKafka(Path data, String cluster, Process broker, int port, int securePort) {
        this.data = data;
        this.cluster = cluster;
        this.broker = broker;
        this.port = port;
        this.securePort = securePort;
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", address(),
                "request.timeout.ms", (int) LONG.toMillis(),
                "default.api.timeout.ms", (int) LONG.toMillis()));
    }

    /** Another port is tried where somebody took it first. */
    static TestingKafka start() throws Exception {
        for (int tries = 0; tries < 3; tries++) {
            Path data = Files.createTempDirectory("kafka");
            int port = TestingPort.free();
            int securePort = TestingPort.free();
            String cluster = Uuid.randomUuid().toString();
            makeKeys(data);
            TestingKafka kafka =
                    new TestingKafka(data, cluster, launch(data, cluster, port, securePort), port, securePort);
            if (kafka.isUp()) {
                return kafka;
            }
            kafka.close();
        }
        throw new IllegalStateException("No broker came up");
    }

    /** A key for the broker, and its certificate for those who are to trust it. */
    private static void makeKeys(Path data) throws Exception {
        String store = keys(data).toString();
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=broker", "-ext", "san=ip:127.0.0.1", "-keystore", store);
        keytool(
                "-exportcert",
                "-rfc",
                "-keystore",
                store,
                "-file",
                certificate(data).toString());
    }

    private static void keytool(String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", KEY_PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Path keys(Path data) {
        return data.resolveSibling(data.getFileName() + ".p12");
    }

    private static Path certificate(Path data) {
        return data.resolveSibling(data.getFileName() + ".pem");
    }

    private static Process launch(Path data, String cluster, int port, int securePort) throws IOException {
        int controller = TestingPort.free();
        Files.writeString(data.resolve("meta.properties"), "version=1\ncluster.id=" + cluster + "\nnode.id=1\n");
        Path settings = data.resolveSibling(data.getFileName() + ".properties");
        Files.writeString(
                settings, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,SECURE://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SECURE://127.0.0.1:%4$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.secure.scram-sha-512.sasl.jaas.config=%7$s required;
                listener.name.secure.ssl.keystore.location=%5$s
                listener.name.secure.ssl.keystore.password=%6$s
                listener.name.secure.ssl.keystore.type=PKCS12
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                num.network.threads=1
                num.io.threads=2
                log.cleaner.enable=false
                """.formatted(port, controller, data, securePort, keys(data), KEY_PASSWORD, LOGIN_MODULE));
        Process broker = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        jars().resolve("*").toString(),
                        "kafka.Kafka",
                        settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroyForcibly));
        return broker;
    }

    private static Path jars() throws IOException {
        Path folder = TARGET.resolve("kafka-" + version());
        if (!Files.exists(folder.resolve("all-are-there"))) {
            Process maven = new ProcessBuilder(
                            "./mvnw",
                            "-q",
                            "-B",
                            "-f",
                            POM.toString(),
                            "dependency:copy-dependencies",
                            "-DincludeScope=runtime",
                            "-DoutputDirectory=" + folder)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(maven.onExit().join().exitValue()).as(said).isZero();
            Files.writeString(folder.resolve("all-are-there"), "");
        }
        return folder;
    }

    static String version() throws IOException {
        return Files.readString(POM).replaceFirst("(?s).*<kafka.version>([^<]+)<.*", "$1");
    }

    /** Whether it answers, and it is this one: another's process may listen at a port that was free a moment ago. */
    private boolean isUp() throws Exception {
        Instant until = Instant.now().plus(LONG);
        while (broker.isAlive() && Instant.now().isBefore(until)) {
            try {
                return admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS))
                        .clusterId()
                        .get()
                        .equals(cluster);
            } catch (ExecutionException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        return false;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Where only those are let in who have a password, over TLS. */
    String secureAddress() {
        return "127.0.0.1:" + securePort;
    }

    /** Of the broker, which no authority has signed. */
    Path certificate() {
        return certificate(data);
    }

    /** Lets somebody in at {@link #secureAddress()}. */
    void letIn(String user, String password) throws Exception {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, how, password)))
                .all()
                .get();
    }

    /** Makes a topic of three partitions; it can be written to when this returns. */
    String topic(String name) throws Exception {
        admin.createTopics(Set.of(new NewTopic(name, 3, (short) 1))).all().get();
        while (!isLed(name)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return name;
    }

    /** A topic that was just created may be unknown to who is asked next. */
    private boolean isLed(String topic) throws Exception {
        try {
            return admin.describeTopics(Set.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** Everything that was written to a topic so far, by the time it was written. */
    List<ConsumerRecord<String, String>> messages(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", address(),
                        "request.timeout.ms", (int) LONG.toMillis(),
                        "default.api.timeout.ms", (int) LONG.toMillis()),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> read = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
            }
            read.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
            return read;
        }
    }

    @Override
    public void close() throws Exception {
        admin.close(Duration.ZERO);
        broker.destroyForcibly().waitFor();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        for (String beside : List.of(".properties", ".p12", ".pem")) {
            Files.deleteIfExists(data.resolveSibling(data.getFileName() + beside));
        }
    }
}
