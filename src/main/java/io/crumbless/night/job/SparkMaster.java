package io.crumbless.night.job;

import java.util.regex.Pattern;

/**
 * The master to which an application is submitted.
 *
 * @param url as {@code spark-submit --master} takes it
 */
public record SparkMaster(String url) {
    /** All processors of this machine: Spark's own default. */
    public static final SparkMaster THIS_MACHINE = new SparkMaster("local[*]");

    private static final Pattern LOCAL = Pattern.compile("local(\\[([1-9][0-9]*|\\*)(, *[1-9][0-9]*)?])?");
    private static final Pattern REMOTE = Pattern.compile("yarn|k8s://.+|spark://[^/]+:[0-9]+(,[^/]+:[0-9]+)*");

    /** @throws IllegalArgumentException that lists the supported forms */
    static SparkMaster parse(String text) {
        if (!LOCAL.matcher(text).matches() && !REMOTE.matcher(text).matches()) {
            throw new IllegalArgumentException("expected yarn, k8s://URL, spark://HOST:PORT or local[N]");
        }
        return new SparkMaster(text);
    }

    /** Whether all of it runs in one process on this machine. */
    public boolean isLocal() {
        return LOCAL.matcher(url).matches();
    }

    public boolean isStandalone() {
        return url.startsWith("spark://");
    }
}
