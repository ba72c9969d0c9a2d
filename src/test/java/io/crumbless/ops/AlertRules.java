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
}
