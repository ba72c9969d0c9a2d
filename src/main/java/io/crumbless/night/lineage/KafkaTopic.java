package io.crumbless.night.lineage;

import io.crumbless.process.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends messages to a topic, one after the other, each acknowledged by all replicas. A message that was not
 * acknowledged in time is sent again by the next attempt and may then be duplicated; catalogues identify events by
 * their run. Messages are keyed as by openlineage-java, so that all of a job are in one partition, in order.
 */
final class KafkaTopic implements EventReceiver.Connection {
    private static final JsonMapper JSON = new JsonMapper();
    /** For example because of a full disk; no broker can fix it. */
    private static final EventReceiver.Answer DAMAGED =
            new EventReceiver.Answer(EventReceiver.Fate.REFUSED, "what was kept of it is damaged");

    private static final String PROVIDERS = "config.providers";
    private static final String PROVIDER = "org.apache.kafka.common.config.provider.";

    private final String topic;
    private final Producer<String, byte[]> producer;
    private final Duration patience;

    private KafkaTopic(String topic, Producer<String, byte[]> producer, Duration patience) {
        this.topic = topic;
        this.producer = producer;
        this.patience = patience;
    }

    /**
     * Opens a producer without connecting.
     *
     * @param properties of the producer, including {@code bootstrap.servers}
     * @param patience for one message
     */
    static EventReceiver.Connection open(String topic, Map<String, Object> properties, Duration patience) {
        Optional<String> unknown = unknown(properties);
        if (unknown.isPresent()) {
            return new Unusable("Kafka's producer has no property '" + unknown.get() + "'");
        }
        try {
            return new KafkaTopic(topic, new KafkaProducer<>(complete(properties, patience)), patience);
        } catch (KafkaException e) {
            return new Unusable(why(e, topic, patience));
        }
    }

    /** Kafka ignores unknown properties, even if they were meant to secure the connection. */
    private static Optional<String> unknown(Map<String, Object> properties) {
        return new TreeSet<>(properties.keySet())
                .stream()
                        .filter(name -> !ProducerConfig.configNames().contains(name) && !name.startsWith(PROVIDERS))
                        .findFirst();
    }

    /**
     * Its time-outs are ours, unless the settings specify otherwise. Messages are sent outside of transactions,
     * regardless of the settings.
     */
    static Map<String, Object> complete(Map<String, Object> properties, Duration patience) {
        int millis = Math.toIntExact(patience.toMillis());
        Map<String, Object> all = new HashMap<>();
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(PROVIDERS, "env,file,directory");
        all.put(PROVIDERS + ".env.class", PROVIDER + "EnvVarConfigProvider");
        all.put(PROVIDERS + ".file.class", PROVIDER + "FileConfigProvider");
        all.put(PROVIDERS + ".directory.class", PROVIDER + "DirectoryConfigProvider");
        all.putAll(properties);
        all.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return all;
    }

    @Override
    public EventReceiver.Answer send(byte[] event) {
        try {
            JsonNode parsed = JSON.readTree(event);
            if (!parsed.isObject()) {
                return DAMAGED;
            }
            producer.send(new ProducerRecord<>(topic, key(parsed), event))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return EventReceiver.Answer.TAKEN;
        } catch (JacksonException e) {
            return DAMAGED;
        } catch (ExecutionException e) {
            return answer(Objects.requireNonNullElse(e.getCause(), e));
        } catch (RuntimeException e) {
            return answer(e);
        } catch (java.util.concurrent.TimeoutException e) {
            return answer(new TimeoutException(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return EventReceiver.Answer.waits("it was interrupted");
        }
    }

    static String key(JsonNode event) {
        JsonNode parent = event.at("/run/facets/parent/job");
        JsonNode job = parent.isObject() ? parent : event.path("job");
        return "run:" + job.path("namespace").asString() + "/"
                + job.path("name").asString();
    }

    private EventReceiver.Answer answer(Throwable failure) {
        return failure instanceof RecordTooLargeException
                ? new EventReceiver.Answer(
                        EventReceiver.Fate.REFUSED, "it is larger than the topic or the producer takes")
                : EventReceiver.Answer.waits(why(failure, topic, patience));
    }

    /** Messages of the library quote settings, so they are not passed on. */
    private static String why(Throwable failure, String topic, Duration patience) {
        if (failure instanceof TimeoutException) {
            return "no broker took it within " + Quantity.of(patience.toSeconds(), "second")
                    + "; check bootstrap-servers, and that the topic is there";
        }
        if (failure instanceof AuthenticationException) {
            return "the broker does not let us in; check the properties of lineage.kafka";
        }
        if (failure instanceof AuthorizationException) {
            return "this account may not write to the topic";
        }
        if (failure instanceof UnknownTopicOrPartitionException || failure instanceof InvalidTopicException) {
            return "there is no such topic";
        }
        boolean isOfSettings = failure instanceof ConfigException
                || failure.getCause() instanceof ConfigException
                || innermost(failure) instanceof IOException;
        return isOfSettings
                ? "a property of lineage.kafka is invalid, or what it refers to is not there"
                : "it failed (" + innermost(failure).getClass().getSimpleName() + ")";
    }

    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    /** A connection that cannot be used, and why. */
    private record Unusable(String why) implements EventReceiver.Connection {
        @Override
        public EventReceiver.Answer send(byte[] event) {
            return EventReceiver.Answer.waits(why);
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }
}
