package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.YamlMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where events of OpenLineage go while nights run; {@code lineage} of a job file. What a snapshot holds of them is there anyway.
 *
 * @param url events are posted to; empty for none
 * @param kafka the topic events are sent to; empty for none
 * @param keyFile whose first line is the key that the receiver asks for; empty for none
 * @param file events are added to, one a line; empty for none
 * @param namespace of jobs
 * @param stages whether an event is sent for each stage that has ended
 */
public record LineageSettings(
        Optional<URI> url,
        Optional<Path> keyFile,
        Optional<KafkaSettings> kafka,
        Optional<Path> file,
        String namespace,
        boolean stages) {
    public static final String DEFAULT_NAMESPACE = "crumbless";

    public static final LineageSettings NONE = new LineageSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_NAMESPACE, false);

    /** @param resolved a path as seen from the job file */
    static LineageSettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        Optional<URI> url = WebAddress.read(mapping, "url");
        Optional<Path> keyFile = local(mapping, "key-file", resolved);
        Optional<KafkaSettings> kafka =
                mapping.optionalMapping("kafka").map(topic -> KafkaSettings.read(topic, resolved));
        Optional<Path> file = local(mapping, "file", resolved);
        String namespace = mapping.optionalString("namespace").orElse(DEFAULT_NAMESPACE);
        boolean stages = mapping.optionalFlag("stages").orElse(false);
        if (!mapping.has("url") && !mapping.has("kafka") && file.isEmpty()) {
            mapping.problem("url", "Missing lineage.url, lineage.kafka or lineage.file: name where events go");
        }
        mapping.finish();
        return new LineageSettings(url, keyFile, kafka, file, namespace, stages);
    }

    private static Optional<Path> local(YamlMapping mapping, String key, UnaryOperator<String> resolved) {
        return mapping.optionalString(key).map(resolved).map(Location::of).flatMap(Location::localPath);
    }

    public boolean isNowhere() {
        return url.isEmpty() && kafka.isEmpty() && file.isEmpty();
    }
}
