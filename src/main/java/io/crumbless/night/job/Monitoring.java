package io.crumbless.night.job;

/**
 * Who is told how nights end, beside those who read the output; {@code metrics} and {@code notify} of a job file.
 *
 * @param metrics for Prometheus
 * @param notifications for people
 */
public record Monitoring(MetricsSettings metrics, NotifySettings notifications) {
    /** Nobody is. */
    public static final Monitoring NONE = new Monitoring(MetricsSettings.NONE, NotifySettings.NONE);
}
