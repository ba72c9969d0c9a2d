package io.crumbless.answers.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.settings.policy.PolicyFolder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise: {@code sources.yml} has only keys that dbt supports at their position; dbt would ignore or refuse others.
 * The supported keys are copied here from the schema that dbt publishes for its files.
 */
@Tag("unit")
class DbtSourcesTest {
    private static final Set<String> TESTS = Set.of("not_null", "unique", "accepted_values", "relationships");
    private static final Map<String, Set<String>> ARGUMENTS =
            Map.of("accepted_values", Set.of("values"), "relationships", Set.of("to", "field"));

    private final Map<String, Object> file = DbtSources.of(PolicyFolder.read(Path.of("jobs/policy")));

    private static Map<?, ?> object(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<?, ?>) value;
    }

    private static List<?> list(Object value) {
        assertThat(value).isInstanceOf(List.class);
        return (List<?>) value;
    }

    private static void requireKeys(Map<?, ?> object, String... known) {
        assertThat(Set.of(known))
                .containsAll(object.keySet().stream().map(String::valueOf).toList());
        assertThat(object.get("name")).isInstanceOf(String.class);
        assertThat(object.get("description")).isInstanceOf(String.class);
    }

    @Test
    void everyKeyIsOneThatDbtKnowsThere() {
        assertThat(file).containsOnlyKeys("version", "sources").containsEntry("version", 2);
        for (Object each : list(file.get("sources"))) {
            Map<?, ?> source = object(each);
            requireKeys(source, "name", "description", "schema", "tables");
            list(source.get("tables")).forEach(table -> requireTable(object(table)));
        }
    }

    private static void requireTable(Map<?, ?> table) {
        requireKeys(table, "name", "description", "config", "columns");
        Set<Object> names = new HashSet<>();
        for (Object each : list(table.get("columns"))) {
            Map<?, ?> column = object(each);
            requireKeys(column, "name", "description", "config", "data_tests");
            assertThat(names.add(column.get("name")))
                    .as("%s occurs once", column.get("name"))
                    .isTrue();
            if (column.containsKey("config")) {
                assertThat(object(column.get("config")).keySet()).isEqualTo(Set.of("meta"));
            }
            if (column.containsKey("data_tests")) {
                list(column.get("data_tests")).forEach(DbtSourcesTest::requireTest);
            }
        }
    }

    private static void requireTest(Object test) {
        if (test instanceof String name) {
            assertThat(TESTS).contains(name);
            return;
        }
        object(test).forEach((name, keys) -> {
            assertThat(TESTS).contains(String.valueOf(name));
            assertThat(object(keys).keySet()).isEqualTo(Set.of("arguments"));
            assertThat(object(object(keys).get("arguments")).keySet()).isEqualTo(ARGUMENTS.get(String.valueOf(name)));
        });
    }
}
