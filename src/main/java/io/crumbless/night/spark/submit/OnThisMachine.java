package io.crumbless.night.spark.submit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is set for Spark if it runs on this machine alone, in one process, where the job does not set it. */
final class OnThisMachine {
    /** The options with which the launcher starts Java for a night of this size. */
    static final String JAVA_OPTIONS = "crumbless.java-options";

    private static final String LOOPBACK = "127.0.0.1";

    private OnThisMachine() {}

    /** Nobody is served outside of the machine, no pages are shown, and Java compiles as it does for a night without Spark. */
    static Map<String, String> conf() {
        Map<String, String> conf = new LinkedHashMap<>();
        conf.put("spark.driver.host", LOOPBACK);
        conf.put("spark.driver.bindAddress", LOOPBACK);
        conf.put("spark.ui.enabled", "false");
        String java = System.getProperty(JAVA_OPTIONS, "");
        if (!java.isBlank()) {
            conf.put("spark.driver.defaultJavaOptions", "-XX:+IgnoreUnrecognizedVMOptions " + java);
        }
        return conf;
    }
}
