package io.crumbless.night.job;

import io.crumbless.columnar.storage.HadoopKeys;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Settings of Spark by their full names; {@code spark.conf} of a job file. */
final class SparkConf {
    private static final String PREFIX = "spark.";
    private static final String HADOOP = PREFIX + "hadoop.";

    /** Keys whose values Spark itself redacts, and their names in clouds. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(secret|password|passwd|token|credential|access[-._]?key|account[-._]?key|apikey).*");

    /** Keys that refer to secrets: their names, files with them, and classes that fetch them. */
    private static final Pattern REFERENCE = Pattern.compile(
            "(?i)spark\\.kubernetes\\.(driver|executor)\\.(secrets|secretKeyRef)\\..*|.*[._-]?file(\\..*)?"
                    + "|.*\\.provider(\\.(path|(type|impl)(\\..*)?))?|.*\\.enabled");

    /** A secret inside of a value, as an option of Java or in an address. */
    private static final Pattern SECRET_INSIDE =
            Pattern.compile("(?is).*(secret|password|passwd|token|key)[^\\s=]*=\\S.*|.*://[^/\\s]*:[^/\\s]*@.*");

    /** Settings with keys of their own in the job file, by their full names. */
    private static final Map<String, String> BESIDE = Map.of(
            "spark.master", "master",
            "spark.submit.deployMode", "deploy-mode",
            "spark.driver.memory", "driver-memory",
            "spark.driver.cores", "driver-cores",
            "spark.executor.memory", "executor-memory",
            "spark.executor.cores", "executor-cores",
            "spark.executor.instances", "executors",
            "spark.yarn.queue", "queue");

    /** Class loading that prefers classes of the program to those of Spark breaks both. */
    private static final Pattern CLASS_ORDER = Pattern.compile("spark\\.(driver|executor)\\.userClassPathFirst");

    private SparkConf() {}

    static Map<String, String> read(YamlMapping mapping) {
        Map<String, String> conf = new LinkedHashMap<>();
        for (String key : mapping.keys()) {
            String value = mapping.optionalScalar(key).orElse("");
            conf.put(key, value);
            fault(key, value).ifPresent(fault -> mapping.problem(key, fault));
        }
        mapping.finish();
        return conf;
    }

    /** Why a key is not allowed. */
    private static Optional<String> fault(String key, String value) {
        if (!key.startsWith(PREFIX)) {
            return Optional.of(
                    "Invalid key '" + key + "' in spark.conf: Spark passes over what does not begin with 'spark.'");
        }
        if (BESIDE.containsKey(key)) {
            return Optional.of("Invalid key '" + key + "' in spark.conf: say it as spark." + BESIDE.get(key));
        }
        if (CLASS_ORDER.matcher(key).matches()) {
            return Optional.of("Unsupported key '" + key
                    + "' in spark.conf: the program is made for the libraries that Spark brings, and shares them");
        }
        if (isSecret(key, value)) {
            return Optional.of("Unsupported key '" + key
                    + "' in spark.conf: a job file holds no secrets; name a file, a credential provider or a secret of"
                    + " the cluster");
        }
        return Optional.empty();
    }

    /** Spark gets these as arguments of a process, which every account of the machine can list. */
    private static boolean isSecret(String key, String value) {
        boolean isOfHadoop = key.startsWith(HADOOP) && HadoopKeys.isSecret(key.substring(HADOOP.length()), value);
        return isOfHadoop
                || (SECRET.matcher(key).matches() && !REFERENCE.matcher(key).matches())
                || SECRET_INSIDE.matcher(value).matches();
    }
}
