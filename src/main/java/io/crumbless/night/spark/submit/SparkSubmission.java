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
 * An application, as submitted by {@code spark-submit}.
 *
 * @param name its name in the cluster
 * @param jar of the program, for driver and executors
 * @param besides jars of connectors to file systems and database drivers
 * @param hadoop keys of the Hadoop configuration in the job
 */
record SparkSubmission(SparkSettings settings, String name, Path jar, List<Path> besides, Map<String, String> hadoop) {
    /** Memory outside of the heap, as a share of the heap: buffers of zstd and of shuffles. */
    private static final int OVERHEAD_PERCENT = 25;

    private static final long LEAST_OVERHEAD_MIB = 768;

    /** As text, because classes that refer to Spark cannot be loaded in this process. */
    private static final String PACKAGE = SparkSubmission.class.getPackageName();

    private static final String OVERHEAD = "spark.executor.memoryOverhead";

    /** Spark's own default for the heap of an executor. */
    private static final String USUAL_MEMORY = "1g";

    SparkSubmission {
        besides = List.copyOf(besides);
        hadoop = Map.copyOf(hadoop);
    }

    /** All arguments of {@code spark-submit}. */
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

    /** Additional environment variables of its process. */
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

    /** Sorted; settings of the job take precedence over those set here. */
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
            // Otherwise spark-submit ends as soon as the driver has started.
            conf.put("spark.standalone.submit.waitAppCompletion", "true");
        }
        hadoop.forEach((key, value) -> conf.put("spark.hadoop." + key, value));
        conf.putAll(settings.conf());
        return conf;
    }

    /** A standalone cluster assigns cores to an application, up to a total. */
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
