package io.crumbless.night.spark.submit;

import io.crumbless.night.job.MemorySize;
import io.crumbless.night.job.SparkMaster;
import io.crumbless.night.job.SparkSettings;
import io.crumbless.night.job.SparkSettings.DeployMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An application as {@code spark-submit} is asked for it.
 *
 * @param name by which it is found on the cluster
 * @param jar of the program, for driver and executors
 * @param besides jars of connectors to file systems and drivers of databases
 * @param hadoop keys of Hadoop's configuration that a job names
 */
record SparkSubmission(SparkSettings settings, String name, Path jar, List<Path> besides, Map<String, String> hadoop) {
    /** Of Java's heap, for what is not of it: zstd's buffers and those of the exchange between executors. */
    private static final int OVERHEAD_PERCENT = 25;

    private static final long LEAST_OVERHEAD_MIB = 768;

    /** By name: what refers to Spark cannot be loaded where this runs, which has no class of it. */
    private static final String PACKAGE = SparkSubmission.class.getPackageName();

    private static final String OVERHEAD = "spark.executor.memoryOverhead";

    /** Of Java's heap of an executor, where nobody says how much: Spark's own. */
    private static final String USUAL_MEMORY = "1g";

    SparkSubmission {
        besides = List.copyOf(besides);
        hadoop = Map.copyOf(hadoop);
    }

    /** Everything that stands behind {@code spark-submit}. */
    List<String> arguments(List<String> ofDriver) {
        List<String> arguments = new ArrayList<>();
        settings.master().ifPresent(master -> add(arguments, "--master", master.url()));
        if (settings.deployMode() == DeployMode.CLUSTER) {
            add(arguments, "--deploy-mode", "cluster");
        }
        add(arguments, "--name", name);
        add(arguments, "--class", PACKAGE + ".SparkNight");
        settings.driver().memory().ifPresent(memory -> add(arguments, "--driver-memory", memory));
        settings.queue().ifPresent(queue -> add(arguments, "--queue", queue));
        if (!besides.isEmpty()) {
            add(
                    arguments,
                    "--jars",
                    String.join(",", besides.stream().map(Path::toString).toList()));
        }
        conf().forEach((key, value) -> add(arguments, "--conf", key + "=" + value));
        arguments.add(jar.toString());
        arguments.addAll(ofDriver);
        return arguments;
    }

    /** What its process is given beside that of this one. */
    Map<String, String> environment() {
        return isOnThisMachine() ? OnThisMachine.environment() : Map.of();
    }

    private boolean isOnThisMachine() {
        return settings.master().filter(SparkMaster::isLocal).isPresent();
    }

    private static void add(List<String> arguments, String option, String value) {
        arguments.add(option);
        arguments.add(value);
    }

    /** In an order of its own; what the job says of a key goes before what is put here. */
    private Map<String, String> conf() {
        Map<String, String> conf = new LinkedHashMap<>();
        settings.driver().cores().ifPresent(cores -> conf.put("spark.driver.cores", Integer.toString(cores)));
        settings.executor().memory().ifPresent(memory -> conf.put("spark.executor.memory", memory));
        settings.executor().cores().ifPresent(cores -> conf.put("spark.executor.cores", Integer.toString(cores)));
        settings.executors().ifPresent(count -> executors(conf, count));
        if (!settings.conf().containsKey(OVERHEAD) && !settings.conf().containsKey(OVERHEAD + "Factor")) {
            conf.put(OVERHEAD, overheadMib() + "m");
        }
        conf.put("spark.plugins", PACKAGE + ".HadoopKeysPlugin");
        if (isOnThisMachine()) {
            conf.putAll(OnThisMachine.conf(settings.conf()));
        }
        if (settings.master().filter(SparkMaster::isStandalone).isPresent()) {
            // Without it spark-submit ends when the driver has begun.
            conf.put("spark.standalone.submit.waitAppCompletion", "true");
        }
        hadoop.forEach((key, value) -> conf.put("spark.hadoop." + key, value));
        conf.putAll(settings.conf());
        return conf;
    }

    /** A standalone cluster gives an application cores, as many as it may have in all. */
    private void executors(Map<String, String> conf, int count) {
        conf.put("spark.executor.instances", Integer.toString(count));
        int cores = settings.executor().cores().orElse(1);
        if (settings.master().filter(SparkMaster::isStandalone).isPresent()) {
            conf.put("spark.cores.max", Integer.toString(Math.multiplyExact(count, cores)));
            conf.put("spark.executor.cores", Integer.toString(cores));
        }
    }

    private long overheadMib() {
        long heap = MemorySize.parse(settings.executor().memory().orElse(USUAL_MEMORY)) >> 20;
        return Math.max(LEAST_OVERHEAD_MIB, heap * OVERHEAD_PERCENT / 100);
    }
}
