package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.YamlMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where figures about nights are written; {@code metrics} of a job file.
 *
 * @param file local, in Prometheus' text format, for the textfile collector of node_exporter; empty for none
 * @param otlp they are posted to, as OpenTelemetry has it; empty for none
 * @param keyFile whose first line is the key that the receiver of {@code otlp} asks for; empty for none
 */
public record MetricsSettings(Optional<Path> file, Optional<URI> otlp, Optional<Path> keyFile) {
    public static final MetricsSettings NONE =
            new MetricsSettings(Optional.empty(), Optional.empty(), Optional.empty());

    /** The collector passes over files of any other ending. */
    private static final String ENDING = ".prom";

    /** @param resolved a path as seen from the job file */
    static MetricsSettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        Optional<URI> otlp = WebAddress.read(mapping, "otlp");
        Optional<Path> keyFile = mapping.optionalString("key-file")
                .map(resolved)
                .map(Location::of)
                .flatMap(Location::localPath);
        Optional<String> named = mapping.optionalString("file");
        mapping.finish();
        if (named.isEmpty() && !mapping.has("otlp")) {
            mapping.problem("file", "Missing metrics.file or metrics.otlp: name where they go");
        }
        return new MetricsSettings(named.flatMap(text -> file(mapping, text, resolved)), otlp, keyFile);
    }

    private static Optional<Path> file(YamlMapping mapping, String text, UnaryOperator<String> resolved) {
        Optional<Path> file = Location.of(resolved.apply(text)).localPath();
        if (file.isEmpty()) {
            mapping.problem("file", "Unsupported metrics.file: it must be a local file");
        } else if (!text.endsWith(ENDING)) {
            mapping.problem(
                    "file",
                    "Invalid metrics.file '" + text + "': it must end with .prom, as the collector passes over others");
        }
        return file;
    }

    public boolean isNowhere() {
        return file.isEmpty() && otlp.isEmpty();
    }

    /** The same, with a file where none is named. */
    public MetricsSettings orIn(Path otherwise) {
        return file.isPresent() ? this : new MetricsSettings(Optional.of(otherwise), otlp, keyFile);
    }
}
