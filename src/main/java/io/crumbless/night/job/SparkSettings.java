package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * How a Spark application is submitted; {@code spark} of a job file. Absent settings are left to Spark's own
 * configuration.
 *
 * @param home folder of an installation, which contains {@code jars}; empty for {@code SPARK_HOME}
 * @param master as in {@code spark-submit --master}; empty for the one in {@code spark-defaults.conf}
 * @param deployMode where the driver runs
 * @param driver resources of the driver
 * @param executor resources of each executor
 * @param executors number of executors; empty if Spark decides
 * @param queue YARN queue
 * @param sharedFolders whether local folders are shared by all machines
 * @param conf every other setting, by its full name
 */
public record SparkSettings(
        Optional<Path> home,
        Optional<SparkMaster> master,
        DeployMode deployMode,
        Sizes driver,
        Sizes executor,
        OptionalInt executors,
        Optional<String> queue,
        boolean sharedFolders,
        Map<String, String> conf) {
    /** Where the driver runs. */
    public enum DeployMode {
        /** In a process on this machine; the default. */
        CLIENT,
        /** In the cluster; this machine only follows it. */
        CLUSTER
    }

    /**
     * Resources of one process.
     *
     * @param memory size of the heap, in Spark's notation: {@code 8g}
     */
    public record Sizes(Optional<String> memory, OptionalInt cores) {
        static final Sizes DEFAULTS = new Sizes(Optional.empty(), OptionalInt.empty());
    }

    /** Spark's own configuration. */
    public static final SparkSettings DEFAULTS = new SparkSettings(
            Optional.empty(),
            Optional.empty(),
            DeployMode.CLIENT,
            Sizes.DEFAULTS,
            Sizes.DEFAULTS,
            OptionalInt.empty(),
            Optional.empty(),
            false,
            Map.of());

    private static final Map<String, DeployMode> DEPLOY_MODES =
            Map.of("client", DeployMode.CLIENT, "cluster", DeployMode.CLUSTER);

    public SparkSettings {
        conf = Map.copyOf(conf);
    }

    /** @param resolved resolves a path relative to the job file */
    static SparkSettings read(YamlMapping mapping, UnaryOperator<String> resolved) {
        SparkSettings settings = new SparkSettings(
                home(mapping, resolved),
                mapping.optionalParsed("master", SparkMaster::parse),
                mapping.optionalWord("deploy-mode", DEPLOY_MODES).orElse(DeployMode.CLIENT),
                sizes(mapping, "driver"),
                sizes(mapping, "executor"),
                positive(mapping, "executors"),
                mapping.optionalString("queue"),
                mapping.optionalFlag("shared-folders").orElse(false),
                mapping.optionalMapping("conf").map(SparkConf::read).orElse(Map.of()));
        mapping.finish();
        settings.requireOneMachine(mapping);
        return settings;
    }

    /** The same settings, with a default master. */
    public SparkSettings orOn(SparkMaster otherwise) {
        return new SparkSettings(
                home,
                Optional.of(master.orElse(otherwise)),
                deployMode,
                driver,
                executor,
                executors,
                queue,
                sharedFolders,
                conf);
    }

    /** With {@code local[n]} there is only the driver. */
    private void requireOneMachine(YamlMapping mapping) {
        if (deployMode == DeployMode.CLUSTER
                && master.filter(SparkMaster::isLocal).isPresent()) {
            mapping.problem(
                    "deploy-mode",
                    "Invalid spark.deploy-mode: spark.master " + master.get().url()
                            + " has no cluster that a driver could run on; leave it out");
        }
    }

    private static Optional<Path> home(YamlMapping mapping, UnaryOperator<String> resolved) {
        Optional<Path> home =
                mapping.optionalString("home").map(resolved).map(Location::of).flatMap(Location::localPath);
        if (mapping.has("home") && home.isEmpty()) {
            mapping.problem("home", "Unsupported spark.home: it must be a local folder");
        }
        return home;
    }

    private static Sizes sizes(YamlMapping mapping, String process) {
        Optional<String> memory = mapping.optionalParsed(process + "-memory", text -> {
            MemorySize.parse(text);
            return text.strip();
        });
        return new Sizes(memory, positive(mapping, process + "-cores"));
    }

    private static OptionalInt positive(YamlMapping mapping, String key) {
        OptionalInt number = mapping.optionalWhole(key);
        if (number.isPresent() && number.getAsInt() < 1) {
            mapping.problem(key, mapping.name(key) + " must be 1 or more but was " + number.getAsInt());
        }
        return number;
    }
}
