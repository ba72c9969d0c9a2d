package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.YamlMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where metrics of nights are written; {@code metrics} of a job file.
 *
 * @param file local, in Prometheus' text format, for the textfile collector of node_exporter; empty for none
 * @param otlp address of an OpenTelemetry collector; empty for none
 * @param keyFile its first line is the API key of {@code otlp}; empty for none
 */
public record MetricsSettings(Optional<Path> file, Optional<URI> otlp, Optional<Path> keyFile) {
    public static final MetricsSettings NONE =
            new MetricsSettings(Optional.empty(), Optional.empty(), Optional.empty());

    /** The collector ignores files with other extensions. */
    private static final String ENDING = ".prom";

    /** @param resolved resolves a path relative to the job file */
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

    /** The same settings, with a default file. */
    public MetricsSettings orIn(Path otherwise) {
        return file.isPresent() ? this : new MetricsSettings(Optional.of(otherwise), otlp, keyFile);
    }
}
