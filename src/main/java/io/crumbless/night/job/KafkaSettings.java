package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.SettingText;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A Kafka topic for lineage events; {@code lineage.kafka} of a job file.
 *
 * @param bootstrapServers {@code host:port}
 * @param properties of the Kafka producer, by their own names; they must not contain secrets, but may refer to some:
 *     {@code ${env:NAME}}, {@code ${file:/path:key}}, {@code ${directory:/path:key}}
 * @param propertiesFile with more properties, which may contain secrets; empty for none
 */
public record KafkaSettings(
        String topic, List<String> bootstrapServers, Map<String, String> properties, Optional<Path> propertiesFile) {
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
    private static final Pattern SERVER = Pattern.compile("[^\\s,:/]+:[0-9]{1,5}|\\[[0-9A-Fa-f:.]+]:[0-9]{1,5}");
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(password|secret|token|jaas\\.config|keystore\\.key|credential).*");
    private static final Pattern REFERENCE = Pattern.compile("(?s).*\\$\\{(env|file|directory):[^}]+}.*");
    private static final Pattern NO_SECRET = Pattern.compile("(?i).*(\\.class|\\.url|\\.location|\\.name)");

    /** Properties that the program sets itself. */
    private static final Set<String> OURS =
            Set.of("bootstrap.servers", "key.serializer", "value.serializer", "transactional.id", "acks");

    public KafkaSettings {
        bootstrapServers = List.copyOf(bootstrapServers);
        properties = Map.copyOf(properties);
    }

    static KafkaSettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        String topic = mapping.parsed("topic", KafkaSettings::topic, "none");
        List<String> servers = mapping.texts("bootstrap-servers").stream()
                .map(SettingText::text)
                .toList();
        servers.stream()
                .filter(server -> !SERVER.matcher(server).matches())
                .forEach(server -> mapping.problem(
                        "bootstrap-servers", "Invalid bootstrap server '" + server + "': write host:port"));
        if (servers.isEmpty()) {
            mapping.problem(
                    "bootstrap-servers",
                    "Missing " + mapping.name("bootstrap-servers") + ": name brokers, [host:port]");
        }
        Map<String, String> properties = mapping.optionalMapping("properties")
                .map(KafkaSettings::properties)
                .orElse(Map.of());
        Optional<Path> file = mapping.optionalString("properties-file")
                .map(resolved)
                .map(Location::of)
                .flatMap(Location::localPath);
        mapping.finish();
        return new KafkaSettings(topic, servers, properties, file);
    }

    private static String topic(String text) {
        if (!TOPIC.matcher(text).matches()) {
            throw new IllegalArgumentException("a topic of Kafka has letters, digits, '.', '_' and '-' only");
        }
        return text;
    }

    private static Map<String, String> properties(YamlMapping mapping) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String key : mapping.keys()) {
            String value = mapping.optionalScalar(key).orElse("");
            properties.put(key, value);
            if (OURS.contains(key)) {
                mapping.problem(key, "Unsupported key '" + key + "' in lineage.kafka.properties: the program sets it");
            } else if (isSecret(key, value)) {
                mapping.problem(
                        key,
                        "Unsupported value of '" + key
                                + "' in lineage.kafka.properties: job files hold no secrets; keep it"
                                + " in properties-file, or refer to it: ${env:NAME}, ${file:/path:key},"
                                + " ${directory:/path:key}");
            }
        }
        mapping.finish();
        return properties;
    }

    private static boolean isSecret(String key, String value) {
        return SECRET.matcher(key).matches()
                && !NO_SECRET.matcher(key).matches()
                && !REFERENCE.matcher(value).matches();
    }
}
