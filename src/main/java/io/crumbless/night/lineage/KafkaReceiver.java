package io.crumbless.night.lineage;

import io.crumbless.night.job.KafkaSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** A Kafka topic. The Kafka client is a connector; events wait until it is installed. */
record KafkaReceiver(KafkaSettings settings, Duration patience) implements EventReceiver {
    private static final String ONE_OF_ITS_CLASSES = "org.apache.kafka.clients.producer.KafkaProducer";
    private static final String MISSING = "the library of Kafka is not installed; run ./crumbless connector add kafka";

    @Override
    public String name() {
        return "topic '" + settings.topic() + "' of Kafka";
    }

    @Override
    public Connection open() throws IOException {
        return isInstalled() ? KafkaTopic.open(settings.topic(), properties(), patience) : new NotThere();
    }

    static boolean isInstalled() {
        try {
            Class.forName(ONE_OF_ITS_CLASSES, false, KafkaReceiver.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static final class NotThere implements Connection {
        @Override
        public Answer send(byte[] event) {
            return Answer.waits(MISSING);
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }

    /**
     * Properties in the file take precedence over those in the job file, so that one job file serves several
     * environments.
     */
    private Map<String, Object> properties() throws IOException {
        Map<String, Object> all = new HashMap<>(settings.properties());
        if (settings.propertiesFile().isPresent()) {
            read(settings.propertiesFile().get()).forEach((key, value) -> all.put(String.valueOf(key), value));
        }
        all.put("bootstrap.servers", settings.bootstrapServers());
        return all;
    }

    private static Properties read(Path file) throws IOException {
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in);
        } catch (IllegalArgumentException e) {
            throw new IOException("a file of properties is malformed", e);
        }
        return read;
    }
}
