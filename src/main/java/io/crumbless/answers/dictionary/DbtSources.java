package io.crumbless.answers.dictionary;

import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.PageLayout;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.declaration.Action;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.kernel.policy.Purpose;
import io.crumbless.kernel.profile.AttributeType;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Datasets;
import io.crumbless.warehouse.dataset.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The views of a warehouse as dbt sources (1.10.8 and later), with descriptions and tests: the content of a {@code
 * sources.yml}. The tests hold for every snapshot.
 */
public final class DbtSources {
    /** The name of the source in a dbt project. */
    public static final String SOURCE = "crumbless";

    private final Policy policy;

    private DbtSources(Policy policy) {
        this.policy = policy;
    }

    /** The content of the file, as values and mappings in their order. */
    public static Map<String, Object> of(Policy policy) {
        return new DbtSources(policy).file();
    }

    private Map<String, Object> file() {
        Datasets datasets = Datasets.of(policy, PageLayout.ONE_FRAME);
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("name", SOURCE);
        source.put("description", "What customers declared, of the current snapshot. Policy " + policy.version() + ".");
        source.put("schema", "{{ var('crumbless_schema', 'main') }}");
        List<Object> tables = new ArrayList<>();
        tables.add(table(datasets.profiles(), "One row a person; more than any one purpose may use.", List.of()));
        tables.add(table(
                datasets.declarations(), "The evidence log: a row a statement, withdrawals among them.", List.of()));
        tables.add(table(datasets.contactMoments(), "When people asked to be contacted.", List.of()));
        for (int i = 0; i < datasets.extracts().size(); i++) {
            Purpose purpose = datasets.purposes().get(i);
            tables.add(table(
                    datasets.extracts().get(i),
                    "Profiles cut to what may be used for: " + purpose.title().getOrDefault("en", purpose.id()) + ".",
                    List.of(purpose.id())));
        }
        source.put("tables", tables);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("version", 2);
        file.put("sources", List.of(source));
        return file;
    }

    private Map<String, Object> table(Dataset dataset, String description, List<String> purposes) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("name", dataset.folder().replace('/', '_'));
        table.put("description", description);
        if (!purposes.isEmpty()) {
            table.put("config", Map.of("meta", Map.of("purposes", purposes)));
        }
        table.put(
                "columns",
                dataset.schema().fields().stream()
                        .filter(field -> !field.name().endsWith(Layout.LINEAGE_SUFFIX))
                        .map(field -> column(dataset, field))
                        .toList());
        return table;
    }

    private Map<String, Object> column(Dataset dataset, Field field) {
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("name", field.name());
        column.put("description", field.description());
        Optional<Attribute> attribute = ofAttributes(dataset) ? policy.attribute(field.name()) : Optional.empty();
        attribute.ifPresent(known -> column.put("config", Map.of("meta", meta(known))));
        List<Object> tests = new ArrayList<>();
        if (field.name().equals(Layout.SUBJECT_ID)) {
            tests.addAll(ofSubject(dataset));
        } else if (field instanceof io.crumbless.columnar.parquet.write.Column plain && plain.required()) {
            tests.add("not_null");
        }
        attribute.flatMap(DbtSources::choices).ifPresent(choices -> tests.add(accepted(choices)));
        if (dataset.folder().equals(Layout.DECLARATIONS) && field.name().equals("action")) {
            tests.add(accepted(
                    Arrays.stream(Action.values()).map(action -> action.word()).toList()));
        }
        if (!tests.isEmpty()) {
            column.put("data_tests", tests);
        }
        return column;
    }

    /** Columns of the evidence log may have the name of an attribute. */
    private static boolean ofAttributes(Dataset dataset) {
        return dataset.folder().equals(Layout.PROFILES) || dataset.folder().startsWith(Layout.EXTRACTS);
    }

    private static Map<String, Object> meta(Attribute attribute) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("sensitivity", attribute.sensitivity().word());
        meta.put("category", attribute.category());
        meta.put("purposes", List.copyOf(attribute.purposes()));
        return meta;
    }

    private static List<Object> ofSubject(Dataset dataset) {
        List<Object> tests = new ArrayList<>(List.of("not_null"));
        if (ofAttributes(dataset)) {
            tests.add("unique");
        }
        if (dataset.folder().startsWith(Layout.EXTRACTS)) {
            tests.add(Map.of(
                    "relationships",
                    Map.of(
                            "arguments",
                            ordered(
                                    "to",
                                    "source('" + SOURCE + "', '" + Layout.PROFILES + "')",
                                    "field",
                                    Layout.SUBJECT_ID))));
        }
        return tests;
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }

    /** The choices of a single-valued attribute; dbt has no test for lists. */
    private static Optional<List<String>> choices(Attribute attribute) {
        return attribute.type() instanceof AttributeType.EnumType type ? Optional.of(type.choices()) : Optional.empty();
    }

    private static Object accepted(List<String> values) {
        return Map.of("accepted_values", Map.of("arguments", Map.of("values", values)));
    }
}
