package io.crumbless.night.metrics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measured samples by metric; a metric may have none if there is nothing to count. */
final class Readings {
    private final Map<Metric, List<Sample>> samples = new EnumMap<>(Metric.class);

    /** @param labels values, in the order of {@link Metric#allLabels} */
    record Sample(List<String> labels, double value) {
        Sample {
            labels = List.copyOf(labels);
        }

        String job() {
            return labels.get(0);
        }
    }

    /** @param labels values of the metric's own labels, in their order */
    Readings add(Metric metric, String job, double value, String... labels) {
        return add(
                metric,
                new Sample(Stream.concat(Stream.of(job), Stream.of(labels)).toList(), value));
    }

    Readings add(Metric metric, Sample sample) {
        measured(metric).add(sample);
        return this;
    }

    /** Marks a metric as measured, even without samples: earlier samples are outdated. */
    List<Sample> measured(Metric metric) {
        return samples.computeIfAbsent(metric, any -> new ArrayList<>());
    }

    Map<Metric, List<Sample>> all() {
        return samples;
    }

    List<Sample> of(Metric metric) {
        return samples.getOrDefault(metric, List.of());
    }

    void addAll(Readings others) {
        others.samples.forEach((metric, more) -> measured(metric).addAll(more));
    }

    /**
     * Keeps earlier samples that are not superseded: those of other jobs, and of this job what was not measured now.
     *
     * @param replaced scope of metrics that are outdated if they are not measured
     */
    void keep(Readings earlier, String job, Metric.Scope replaced) {
        earlier.samples.forEach((metric, before) -> {
            boolean isOutdated = samples.containsKey(metric) || metric.scope() == replaced;
            List<Sample> kept = before.stream()
                    .filter(sample -> !sample.job().equals(job) || !isOutdated)
                    .toList();
            if (!kept.isEmpty()) {
                measured(metric).addAll(kept);
            }
        });
    }
}
