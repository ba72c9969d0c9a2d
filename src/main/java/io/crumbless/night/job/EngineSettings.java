package io.crumbless.night.job;

import io.crumbless.settings.yaml.YamlMapping;
import java.util.function.UnaryOperator;

/**
 * What carries the records of the job's nights; {@code engine} and {@code spark} of a job file.
 *
 * @param kind unless the command line names another
 * @param spark how Spark is reached, where it is asked for
 */
public record EngineSettings(EngineKind kind, SparkSettings spark) {
    /** This machine. */
    public static final EngineSettings LOCAL = new EngineSettings(EngineKind.LOCAL, SparkSettings.DEFAULTS);

    /** @param resolved a path as seen from the job file */
    static EngineSettings read(YamlMapping job, UnaryOperator<String> resolved) {
        EngineKind kind = job.optionalWord("engine", EngineKind.WORDS).orElse(EngineKind.LOCAL);
        SparkSettings spark = job.optionalMapping("spark")
                .map(mapping -> SparkSettings.read(mapping, resolved))
                .orElse(SparkSettings.DEFAULTS);
        return new EngineSettings(kind, spark);
    }
}
