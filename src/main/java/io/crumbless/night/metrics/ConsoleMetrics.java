package io.crumbless.night.metrics;

import io.crumbless.night.job.JobFile;
import java.util.Map;

/** The metrics of a job, with those that only the process of its console knows. */
public final class ConsoleMetrics {
    /** Content type of {@link #text}. */
    public static final String CONTENT_TYPE = MetricsText.CONTENT_TYPE;

    private ConsoleMetrics() {}

    /**
     * In Prometheus' text format.
     *
     * @param sessions number of open sessions
     * @param denied number of denied requests, by reason
     * @param lockouts number of users locked out from searches
     */
    public static byte[] text(JobFile job, int sessions, Map<String, Long> denied, long lockouts) {
        Readings all = new Readings();
        job.monitoring().metrics().file().ifPresent(file -> all.addAll(new MetricsFile(file).read()));
        all.add(Metric.CONSOLE_SESSIONS, job.name(), sessions);
        denied.forEach((reason, number) -> all.add(Metric.CONSOLE_DENIED, job.name(), number, reason));
        all.add(Metric.CONSOLE_LOCKOUTS, job.name(), lockouts);
        return MetricsText.of(all);
    }
}
