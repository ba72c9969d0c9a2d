package io.crumbless.night.job;

/**
 * Who is notified of the end of nights; {@code metrics}, {@code notify} and {@code lineage} of a job file.
 *
 * @param metrics for Prometheus
 * @param notifications for people
 * @param lineage for data catalogues
 */
public record Monitoring(MetricsSettings metrics, NotifySettings notifications, LineageSettings lineage) {
    /** No notifications. */
    public static final Monitoring NONE =
            new Monitoring(MetricsSettings.NONE, NotifySettings.NONE, LineageSettings.NONE);
}
