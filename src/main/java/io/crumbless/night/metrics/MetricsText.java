package io.crumbless.night.metrics;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats and parses readings in Prometheus' text format 0.0.4. */
final class MetricsText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)\\{(.*)} (\\S+)");
    private static final Pattern LABEL = Pattern.compile("[a-z_]+=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private MetricsText() {}

    /** Without timestamps: the collector rejects files with timestamps. */
    static byte[] of(Readings readings) {
        List<MetricSnapshot> snapshots = new ArrayList<>();
        readings.all().forEach((metric, samples) -> {
            if (!samples.isEmpty()) {
                snapshots.add(snapshot(metric, samples));
            }
        });
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.builder().build().write(text, new MetricSnapshots(snapshots));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private static MetricSnapshot snapshot(Metric metric, List<Readings.Sample> samples) {
        return switch (metric.kind()) {
            case GAUGE -> {
                GaugeSnapshot.Builder gauge =
                        GaugeSnapshot.builder().name(metric.fullName()).help(metric.help());
                samples.forEach(sample ->
                        gauge.dataPoint(new GaugeDataPointSnapshot(sample.value(), labels(metric, sample), null)));
                yield gauge.build();
            }
            case COUNTER -> {
                CounterSnapshot.Builder counter = CounterSnapshot.builder()
                        .name(metric.fullName().replaceFirst("_total$", ""))
                        .help(metric.help());
                samples.forEach(sample -> counter.dataPoint(
                        new CounterDataPointSnapshot(sample.value(), labels(metric, sample), null, 0L)));
                yield counter.build();
            }
        };
    }

    private static Labels labels(Metric metric, Readings.Sample sample) {
        return Labels.of(metric.allLabels(), sample.labels());
    }

    /** Parses a file of this program; other lines are ignored. */
    static Readings read(String text) {
        Readings readings = new Readings();
        for (Matcher line :
                text.lines().map(SAMPLE::matcher).filter(Matcher::matches).toList()) {
            Metric.named(line.group(1)).ifPresent(metric -> {
                List<String> labels = labels(metric, line.group(2));
                if (labels.size() == metric.allLabels().size()) {
                    readings.add(metric, new Readings.Sample(labels, Double.parseDouble(line.group(3))));
                }
            });
        }
        return readings;
    }

    /** The writer sorts labels by name. */
    private static List<String> labels(Metric metric, String text) {
        List<String> sorted = metric.allLabels().stream().sorted().toList();
        List<String> values = LABEL.matcher(text)
                .results()
                .map(match -> unescaped(match.group(1)))
                .toList();
        return values.size() != sorted.size()
                ? List.of()
                : metric.allLabels().stream()
                        .map(name -> values.get(sorted.indexOf(name)))
                        .toList();
    }

    private static String unescaped(String text) {
        Map<String, String> meanings = Map.of("n", "\n", "\\", "\\", "\"", "\"");
        return Pattern.compile("\\\\(.)")
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(meanings.getOrDefault(match.group(1), match.group())));
    }
}
