package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: alerts and dashboard ask for what is measured, by labels that it has; an alert on another name would never fire. */
@Tag("unit")
class AlertsTest {
    static final Path DASHBOARD = Path.of("ops/prometheus/grafana-dashboard.json");

    private static final Pattern METRIC = Pattern.compile("\\bcrumbless_[a-z_]+\\b(\\{[^}]*})?");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on|ignoring|without) ?\\(([^)]*)\\)");
    private static final Set<String> OF_PROMETHEUS = Set.of("instance");

    private static final Map<String, Metric> METRICS =
            Arrays.stream(Metric.values()).collect(Collectors.toMap(Metric::fullName, metric -> metric));

    @Test
    void alertsAskForWhatIsMeasured() throws IOException {
        List<AlertRules.Alert> alerts = AlertRules.all();

        assertThat(alerts)
                .hasSizeGreaterThan(8)
                .extracting(AlertRules.Alert::name)
                .doesNotHaveDuplicates();
        alerts.forEach(alert -> assertAsksForWhatIsMeasured(alert.name(), alert.expression()));
    }

    @Test
    void eachAlertSaysHowUrgentItIsAndWhereToRead() throws IOException {
        for (AlertRules.Alert alert : AlertRules.all()) {
            assertThat(alert.labels().get("severity")).as(alert.name()).isIn("page", "ticket");
            assertThat(alert.annotations().get("summary")).as(alert.name()).isNotNull();
            assertThat(alert.annotations().get("runbook"))
                    .isEqualTo("docs/how-to/on-call.md#" + alert.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Prometheus itself evaluates these cases in {@link PromtoolTest}. */
    @Test
    void eachAlertHasACaseInWhichItFiresAndOneInWhichItDoesNot() throws IOException {
        for (AlertRules.Alert alert : AlertRules.all()) {
            assertThat(AlertRules.cases(alert.name()).stream().map(List::isEmpty))
                    .as(alert.name())
                    .contains(true, false);
        }
    }

    @Test
    void theDashboardAsksForWhatIsMeasured() throws IOException {
        List<String> expressions = expressions();

        assertThat(expressions).hasSizeGreaterThan(14);
        expressions.forEach(expression -> assertAsksForWhatIsMeasured("dashboard", expression));
    }

    @Test
    void panelsHavePlacesOfTheirOwn() throws IOException {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : dashboard().get("panels")) {
            assertThat(ids.add(panel.get("id").asInt())).isTrue();
            JsonNode place = panel.get("gridPos");
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    String cell =
                            (place.get("x").asInt() + x) + "/" + (place.get("y").asInt() + y);
                    assertThat(cells.add(cell))
                            .as(panel.get("title") + " at " + cell)
                            .isTrue();
                }
            }
        }
    }

    /** It is imported elsewhere, where another Prometheus is called otherwise. */
    @Test
    void theDashboardNamesNoSourceOfItsOwn() throws IOException {
        for (JsonNode panel : dashboard().get("panels")) {
            panel.get("targets").forEach(target -> assertThat(
                            target.get("datasource").get("uid").asString())
                    .isEqualTo("${datasource}"));
        }
    }

    static List<String> expressions() throws IOException {
        return StreamSupport.stream(dashboard().get("panels").spliterator(), false)
                .flatMap(panel -> StreamSupport.stream(panel.get("targets").spliterator(), false))
                .map(target -> target.get("expr").asString())
                .toList();
    }

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(DASHBOARD));
    }

    private static void assertAsksForWhatIsMeasured(String where, String expression) {
        Set<String> known = new HashSet<>(OF_PROMETHEUS);
        List<String> asked = new ArrayList<>();
        Matcher names = METRIC.matcher(expression.replaceAll("\\b" + Metric.JOB + "\\b", "jobs_label"));
        while (names.find()) {
            String name = names.group().replaceAll("\\{.*", "");
            assertThat(METRICS).as(where).containsKey(name);
            List<String> labels = labels(METRICS.get(name));
            known.addAll(labels);
            Optional.ofNullable(names.group(1)).ifPresent(selector -> assertThat(labels)
                    .as(where + " " + selector)
                    .containsAll(Arrays.stream(selector.replaceAll("[{}]", "").split(","))
                            .map(matcher -> matcher.split("[=!]")[0].strip())
                            .toList()));
            asked.add(name);
        }
        assertThat(asked).as(where).isNotEmpty();
        GROUPING.matcher(expression.replace(Metric.JOB, "jobs_label"))
                .results()
                .flatMap(grouping -> Arrays.stream(grouping.group(1).split(",")))
                .forEach(label -> assertThat(known).as(where).contains(label.strip()));
    }

    private static List<String> labels(Metric metric) {
        List<String> labels = new ArrayList<>(metric.labels());
        labels.add("jobs_label");
        return labels;
    }
}
