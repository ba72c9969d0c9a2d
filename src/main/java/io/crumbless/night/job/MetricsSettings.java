package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where figures about nights are written; {@code metrics} of a job file.
 *
 * @param file local, in Prometheus' text format, for the textfile collector of node_exporter; empty for none
 */
public record MetricsSettings(Optional<Path> file) {
    public static final MetricsSettings NONE = new MetricsSettings(Optional.empty());

    /** The collector passes over files of any other ending. */
    private static final String ENDING = ".prom";

    /** @param resolved a path as seen from the job file */
    static MetricsSettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        String text = mapping.string("file");
        mapping.finish();
        if (text.isEmpty()) {
            return NONE;
        }
        Optional<Path> file = Location.of(resolved.apply(text)).localPath();
        if (file.isEmpty()) {
            mapping.problem("file", "Unsupported metrics.file: it must be a local file");
        } else if (!text.endsWith(ENDING)) {
            mapping.problem(
                    "file",
                    "Invalid metrics.file '" + text + "': it must end with .prom, as the collector passes over others");
        }
        return new MetricsSettings(file);
    }

    /** The same, with a file where none is named. */
    public MetricsSettings orIn(Path otherwise) {
        return file.isPresent() ? this : new MetricsSettings(Optional.of(otherwise));
    }
}
