package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;
import java.util.function.UnaryOperator;

/**
 * The engine of a job's nights; {@code engine} and {@code spark} of a job file.
 *
 * @param kind unless overridden on the command line
 * @param spark how Spark is used, if it is selected
 */
public record EngineSettings(EngineKind kind, SparkSettings spark) {
    /** The local engine. */
    public static final EngineSettings LOCAL = new EngineSettings(EngineKind.LOCAL, SparkSettings.DEFAULTS);

    /** @param resolved resolves a path relative to the job file */
    static EngineSettings read(YamlMapping job, UnaryOperator<String> resolved) {
        EngineKind kind = job.optionalWord("engine", EngineKind.WORDS).orElse(EngineKind.LOCAL);
        SparkSettings spark = job.optionalMapping("spark")
                .map(mapping -> SparkSettings.read(mapping, resolved))
                .orElse(SparkSettings.DEFAULTS);
        return new EngineSettings(kind, spark);
    }
}
