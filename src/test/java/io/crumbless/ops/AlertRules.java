package io.crumbless.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The alerts that are shipped. */
final class AlertRules {
    static final Path FILE = Path.of("ops/prometheus/crumbless.rules.yml");

    private static final Path CASES = Path.of("src/test/resources/io/crumbless/ops/alerts.test.yml");

    private AlertRules() {}

    /** One alert. */
    record Alert(String name, String expression, Map<?, ?> labels, Map<?, ?> annotations) {}

    static List<Alert> all() throws IOException {
        Map<?, ?> rules = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
        Map<?, ?> group = (Map<?, ?>) ((List<?>) rules.get("groups")).get(0);
        return ((List<?>) group.get("rules"))
                .stream()
                        .map(rule -> (Map<?, ?>) rule)
                        .map(rule -> new Alert(
                                String.valueOf(rule.get("alert")),
                                String.valueOf(rule.get("expr")),
                                (Map<?, ?>) rule.get("labels"),
                                (Map<?, ?>) rule.get("annotations")))
                        .toList();
    }

    /** The expectations of {@code promtool} for an alert: the firing instances, case by case. */
    static List<List<?>> cases(String alert) throws IOException {
        Map<?, ?> tests = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(CASES));
        return ((List<?>) tests.get("tests"))
                .stream()
                        .flatMap(test -> ((List<?>) ((Map<?, ?>) test).get("alert_rule_test")).stream())
                        .map(test -> (Map<?, ?>) test)
                        .filter(test -> alert.equals(test.get("alertname")))
                        .<List<?>>map(test -> (List<?>) test.get("exp_alerts"))
                        .toList();
    }
}
