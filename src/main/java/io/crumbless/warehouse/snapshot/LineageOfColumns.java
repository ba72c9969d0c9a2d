package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The input columns from which a column is derived, in OpenLineage's terms: {@code DIRECT} if its values come from the
 * input, {@code INDIRECT} if the input decides whether there is a value. Columns of deliveries have the canonical names
 * of docs/reference/job.md, regardless of how the job maps them. A {@code masking} transformation makes it impossible
 * to infer the input from the output, like a count of removed values.
 */
final class LineageOfColumns {
    private static final String DECLARATIONS = "declarations";
    private static final String MEMBERSHIPS = "memberships";
    private static final String LINKS = "links";
    private static final String VALUE = "value";

    private final Manifest manifest;
    private final Policy policy;
    private final String namespace;

    LineageOfColumns(Manifest manifest, Policy policy, String namespace) {
        this.manifest = manifest;
        this.policy = policy;
        this.namespace = namespace;
    }

    /** The attribute of a column, in datasets whose columns are attributes. */
    static Optional<Attribute> attribute(Policy policy, Dataset dataset, Field field) {
        boolean ofAttributes =
                dataset.folder().equals(Layout.PROFILES) || dataset.folder().startsWith(Layout.EXTRACTS + "/");
        return ofAttributes ? policy.attribute(field.name()) : Optional.empty();
    }

    void addTo(ObjectNode facet, Dataset dataset) {
        ObjectNode fields = facet.putObject("fields");
        for (Field field : dataset.schema().fields()) {
            List<Origin> origins = origins(dataset, field);
            if (!origins.isEmpty()) {
                ArrayNode inputs = fields.putObject(field.name()).putArray("inputFields");
                origins.forEach(origin -> origin.addTo(inputs));
            }
        }
        ArrayNode whole = facet.putArray("dataset");
        decided(dataset).forEach(origin -> origin.addTo(whole));
    }

    private List<Origin> origins(Dataset dataset, Field field) {
        Optional<Attribute> attribute = attribute(policy, dataset, field);
        if (attribute.isPresent()) {
            return ofValue(attribute.get());
        }
        if (dataset.folder().equals(Layout.DECLARATIONS)) {
            return isDelivered(field) ? of(DECLARATIONS, field.name(), Transformation.IDENTITY) : List.of();
        }
        if (field.name().equals(Layout.SUBJECT_ID)) {
            List<Origin> people = new ArrayList<>(of(DECLARATIONS, Layout.SUBJECT_ID, Transformation.IDENTITY));
            people.addAll(of(LINKS, Layout.SUBJECT_ID, Transformation.IDENTITY));
            return people;
        }
        return dataset.folder().equals(Layout.REMOVALS) && field.name().equals("values")
                ? of(MEMBERSHIPS, "segment", Transformation.COUNT)
                : List.of();
    }

    /** Columns that a night adds to a statement have no input. */
    private static boolean isDelivered(Field field) {
        return !List.of("source", "delivered_on", "fate", "ends_on", "ended_after")
                .contains(field.name());
    }

    private List<Origin> ofValue(Attribute attribute) {
        List<Origin> origins = new ArrayList<>(of(DECLARATIONS, VALUE, Transformation.PARSED));
        for (String field :
                List.of("attribute", "purposes", "notice_id", "elicitation", "declared_at", "valid_until")) {
            origins.addAll(of(DECLARATIONS, field, Transformation.FILTER));
        }
        attribute
                .provided()
                .filter(rule -> !manifest.businessDate().isAfter(rule.until()))
                .ifPresent(rule -> {
                    origins.addAll(of(MEMBERSHIPS, VALUE, Transformation.PARSED));
                    origins.addAll(of(MEMBERSHIPS, "collected_by", Transformation.FILTER));
                });
        return origins;
    }

    /** Inputs that decide about entire rows. */
    private List<Origin> decided(Dataset dataset) {
        List<Origin> origins = new ArrayList<>(of("erasures", Layout.SUBJECT_ID, Transformation.FILTER));
        if (!dataset.folder().equals(Layout.DECLARATIONS)) {
            origins.addAll(of("opt_outs", "cookie_id", Transformation.FILTER));
            origins.addAll(of(LINKS, "cookie_id", Transformation.JOIN));
        }
        return origins;
    }

    /** One per source of the kind that the night read. */
    private List<Origin> of(String kind, String field, Transformation transformation) {
        return manifest.inputs().stream()
                .filter(input -> input.kind().equals(kind))
                .map(Manifest.Input::source)
                .distinct()
                .sorted()
                .map(source -> new Origin(namespace, manifest.job() + "/" + kind + "/" + source, field, transformation))
                .toList();
    }

    private enum Transformation {
        IDENTITY("DIRECT", "IDENTITY", "as delivered"),
        PARSED("DIRECT", "TRANSFORMATION", "read by the type of the attribute"),
        COUNT("DIRECT", "AGGREGATION", "counted by person, source and origin"),
        FILTER("INDIRECT", "FILTER", "decides whether it is there"),
        JOIN("INDIRECT", "JOIN", "leads from a cookie to a person, and stands in no output");

        private final String type;
        private final String subtype;
        private final String description;

        Transformation(String type, String subtype, String description) {
            this.type = type;
            this.subtype = subtype;
            this.description = description;
        }

        /** The input cannot be inferred from the output. */
        private boolean isMasking() {
            return this == COUNT || type.equals("INDIRECT");
        }
    }

    /** One input field. */
    private record Origin(String namespace, String name, String field, Transformation transformation) {
        void addTo(ArrayNode inputs) {
            ObjectNode input = inputs.addObject();
            input.put("namespace", namespace).put("name", name).put("field", field);
            input.putArray("transformations")
                    .addObject()
                    .put("type", transformation.type)
                    .put("subtype", transformation.subtype)
                    .put("description", transformation.description)
                    .put("masking", transformation.isMasking());
        }
    }
}
