package io.crumbless.night.spark.submit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Default settings of Spark if it runs on this machine alone, in one process. */
final class OnThisMachine {
    /** The options with which the launcher starts Java for a night of this size. */
    static final String JAVA_OPTIONS = "crumbless.java-options";

    private static final String LOOPBACK = "127.0.0.1";
    private static final String EXTRA_OPTIONS = "spark.driver.extraJavaOptions";
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use[A-Za-z0-9]+GC");

    private OnThisMachine() {}

    /**
     * Listens on this machine only, has no web pages, and compiles as a night without Spark does.
     *
     * @param ofJob settings of the job
     */
    static Map<String, String> conf(Map<String, String> ofJob) {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.driver.host", LOOPBACK);
        conf.put("spark.driver.bindAddress", LOOPBACK);
        conf.put("spark.ui.enabled", "false");
        String java = javaOptions(ofJob.getOrDefault(EXTRA_OPTIONS, ""));
        if (!java.isBlank()) {
            conf.put("spark.driver.defaultJavaOptions", "-XX:+IgnoreUnrecognizedVMOptions " + java);
        }
        return conf;
    }

    /** Java does not start with two garbage collectors. */
    private static String javaOptions(String besides) {
        String java = System.getProperty(JAVA_OPTIONS, "");
        return COLLECTOR.matcher(besides).find()
                ? COLLECTOR.matcher(java).replaceAll("").strip()
                : java;
    }

    /** Spark resolves the name of the machine, which may be unknown to DNS, unless it is given an address. */
    static Map<String, String> environment() {
        return System.getenv("SPARK_LOCAL_IP") == null ? Map.of("SPARK_LOCAL_IP", LOOPBACK) : Map.of();
    }
}
