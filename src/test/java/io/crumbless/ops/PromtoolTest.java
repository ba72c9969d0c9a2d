package io.crumbless.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: Prometheus takes the alerts and the dashboard's queries, and each alert fires when it should. It is asked itself, by
 * {@code promtool} of the Debian package {@code prometheus}; where that is not on the path these tests are left out, and say so.
 */
@Tag("crash")
class PromtoolTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void requirePromtool() throws Exception {
        boolean isThere = isThere();
        if (!isThere) {
            System.err.println("PromtoolTest is LEFT OUT: promtool is not on the path (apt-get install prometheus)");
        }
        if (System.getenv("CI") != null) {
            assertThat(isThere).as("CI has promtool on its path").isTrue();
        }
        assumeTrue(isThere, "promtool is not on the path");
        Files.copy(AlertRules.FILE, folder.resolve("crumbless.rules.yml"));
    }

    private boolean isThere() throws InterruptedException {
        try {
            return Commands.run(folder, Map.of(), "promtool", "--version").code() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void promtool(String... arguments) throws Exception {
        Commands.Result result = Commands.run(folder, Map.of(), command(arguments));
        assertThat(result.code()).as(result.all()).isZero();
    }

    private static String[] command(String... arguments) {
        return Stream.concat(Stream.of("promtool"), Arrays.stream(arguments)).toArray(String[]::new);
    }

    @Test
    void takesTheRules() throws Exception {
        promtool("check", "rules", "--lint-fatal", "crumbless.rules.yml");
    }

    @Test
    void alertsFireWhenTheyShould() throws Exception {
        try (InputStream tests = Objects.requireNonNull(getClass().getResourceAsStream("alerts.test.yml"))) {
            Files.copy(tests, folder.resolve("alerts.test.yml"));
        }

        promtool("test", "rules", "alerts.test.yml");
    }

    /** As rules that record, since promtool checks no dashboards. */
    @Test
    void takesTheQueriesOfTheDashboard() throws Exception {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        List<String> expressions = AlertsTest.expressions();
        for (int i = 0; i < expressions.size(); i++) {
            rules.append("      - { record: 'dashboard:" + i + "', expr: '" + expressions.get(i) + "' }\n");
        }
        Files.writeString(folder.resolve("dashboard.yml"), rules);

        promtool("check", "rules", "dashboard.yml");
    }
}
