package io.crumbless.night.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise: written metrics can be parsed again, also names with characters that the format escapes; there are no
 * timestamps.
 */
@Tag("unit")
class MetricsTextTest {
    private static String text(Readings readings) {
        return new String(MetricsText.of(readings), StandardCharsets.UTF_8);
    }

    @Test
    void writesOneLineForEachSample() {
        Readings readings = new Readings()
                .add(Metric.LAST_ATTEMPT_EXIT_CODE, "nightly", 4)
                .add(Metric.RECORDS, "nightly", 208, "store", "statements", "refused:malformed")
                .add(Metric.ATTEMPTS, "nightly", 3, "published");

        assertThat(text(readings)).isEqualTo("""
                # HELP crumbless_attempts_total %s
                # TYPE crumbless_attempts_total counter
                crumbless_attempts_total{crumbless_job="nightly",status="published"} 3.0
                # HELP crumbless_last_attempt_exit_code %s
                # TYPE crumbless_last_attempt_exit_code gauge
                crumbless_last_attempt_exit_code{crumbless_job="nightly"} 4.0
                # HELP crumbless_records %s
                # TYPE crumbless_records gauge
                crumbless_records{bin="refused:malformed",crumbless_job="nightly",source="store",unit="statements"} 208.0
                """.formatted(
                        Metric.ATTEMPTS.help(), Metric.LAST_ATTEMPT_EXIT_CODE.help(), Metric.RECORDS.help()));
    }

    @Test
    void readsWhatItWrote() {
        Readings readings = new Readings()
                .add(Metric.LAST_SUCCESS, "nightly", 1_795_000_000.25)
                .add(
                        Metric.RECORDS,
                        "nightly",
                        2e12,
                        "a \"quoted\", back\\slashed {name}\nof two lines",
                        "rows",
                        "kept");

        assertThat(MetricsText.read(text(readings)).all()).isEqualTo(readings.all());
    }

    @Test
    void everyMetricCanBeWritten() {
        for (Metric metric : Metric.values()) {
            String[] labels = metric.labels().toArray(String[]::new);
            Readings readings = new Readings().add(metric, "nightly", 1, labels);

            assertThat(MetricsText.read(text(readings)).all()).as(metric.name()).isEqualTo(readings.all());
        }
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        assertThat(MetricsText.read("node_load1 0.5\nhalf a li\ncrumbless_of_another_version{crumbless_job=\"x\"} 1\n")
                        .all())
                .isEmpty();
    }
}
