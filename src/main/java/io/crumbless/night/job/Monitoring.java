package io.crumbless.night.job;

/**
 * Who is notified of how nights end, beside those who read the output; {@code metrics}, {@code notify} and {@code lineage} of a job file.
 *
 * @param metrics for Prometheus
 * @param notifications for people
 * @param lineage for data catalogues
 */
public record Monitoring(MetricsSettings metrics, NotifySettings notifications, LineageSettings lineage) {
    /** Nobody is. */
    public static final Monitoring NONE =
            new Monitoring(MetricsSettings.NONE, NotifySettings.NONE, LineageSettings.NONE);
}
