package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.YamlMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where OpenLineage events are sent during nights; {@code lineage} of a job file. The events in a snapshot are
 * independent of it.
 *
 * @param url to which events are posted; empty for none
 * @param kafka topic for events; empty for none
 * @param keyFile its first line is the API key of the receiver; empty for none
 * @param file to which events are appended, one per line; empty for none
 * @param namespace of jobs
 * @param stages whether an event is sent for each finished stage
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

    /** @param resolved resolves a path relative to the job file */
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
