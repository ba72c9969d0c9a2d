package io.crumbless.warehouse.snapshot;

import io.crumbless.columnar.parquet.write.Column;
import io.crumbless.columnar.parquet.write.ColumnType;
import io.crumbless.columnar.parquet.write.Field;
import io.crumbless.columnar.parquet.write.Struct;
import io.crumbless.kernel.balance.Unit;
import io.crumbless.kernel.catalogue.Attribute;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.warehouse.dataset.Dataset;
import io.crumbless.warehouse.dataset.Layout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A night as run events of OpenLineage 2-0-2, one JSON object a line: which catalogues such as Marquez and DataHub read
 * to show which datasets a job derives from which.
 *
 * <p>They describe datasets and columns, never a person, and depend on neither machine nor time: their times are the
 * bounds of the business date, and the run's UUID is derived from the run id, so the same night gives the same bytes.
 * Names of datasets begin with the name of the job, and do not include a location.
 */
public final class LineageEvents {
    public static final String FILE = "_evidence/openlineage.ndjson";

    private static final String SPEC = "https://openlineage.io/spec/";
    /** Where the schemas of our custom facets are published. */
    public static final String OWN_SCHEMAS =
            "https://raw.githubusercontent.com/crumbless/crumbless/main/docs/schema/openlineage/";

    private static final String NAMESPACE = "crumbless";
    private static final String STRIPPED = "stripped_";
    private static final JsonMapper JSON = new JsonMapper();

    private final Manifest manifest;
    private final Policy policy;
    private final LineageOfColumns columns;
    private final Instant begun;
    private final Instant ended;

    private LineageEvents(Manifest manifest, Policy policy) {
        this.manifest = manifest;
        this.columns = new LineageOfColumns(manifest, policy, NAMESPACE);
        this.policy = policy;
        this.begun =
                manifest.businessDate().atStartOfDay(ZoneId.of(manifest.zone())).toInstant();
        this.ended = Instant.parse(manifest.asOf());
    }

    /**
     * The events of a snapshot, one per line.
     *
     * @param datasets its datasets, in order
     * @param policy it was made under
     */
    public static byte[] of(Manifest manifest, List<Dataset> datasets, Policy policy) {
        LineageEvents events = new LineageEvents(manifest, policy);
        ObjectNode start = events.event("START", events.begun);
        ObjectNode complete = events.event("COMPLETE", events.ended);
        ArrayNode outputs = complete.putArray("outputs");
        datasets.forEach(dataset -> outputs.add(events.output(dataset)));
        events.addStripped(complete.withObject("/run/facets"));
        return (start + "\n" + complete + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode event(String type, Instant at) {
        ObjectNode event = JSON.createObjectNode();
        event.put("eventType", type);
        event.put("eventTime", at.toString());
        event.put("producer", producer());
        event.put("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
        ObjectNode run = event.putObject("run");
        run.put("runId", uuid());
        ObjectNode about = run.putObject("facets");
        facet(about, "nominalTime", "1-0-1/NominalTimeRunFacet")
                .put("nominalStartTime", begun.toString())
                .put("nominalEndTime", ended.toString());
        facet(about, "processing_engine", "1-1-1/ProcessingEngineRunFacet")
                .put("name", NAMESPACE)
                .put("version", manifest.program());
        ObjectNode job = event.putObject("job");
        job.put("namespace", NAMESPACE);
        job.put("name", manifest.job());
        facet(job.putObject("facets"), "jobType", "2-0-4/JobTypeJobFacet")
                .put("processingType", "BATCH")
                .put("integration", "CRUMBLESS")
                .put("jobType", "JOB");
        addInputs(event.putArray("inputs"));
        return event;
    }

    /** The specification requires a UUID; it is derived from the run id. */
    private String uuid() {
        String name = NAMESPACE + "/" + manifest.job() + "/" + manifest.runId();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private String producer() {
        return "urn:" + NAMESPACE + ":" + manifest.program().replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /** One per source and kind, and the evidence log of the previous snapshot. */
    private void addInputs(ArrayNode inputs) {
        Map<String, List<Manifest.Input>> sources = new TreeMap<>();
        for (Manifest.Input input : manifest.inputs()) {
            sources.computeIfAbsent(input.kind() + "/" + input.source(), any -> new ArrayList<>())
                    .add(input);
        }
        sources.forEach((name, files) -> {
            ObjectNode input = dataset(name);
            input.putObject("facets");
            facet(input.putObject("inputFacets"), "inputStatistics", "1-0-0/InputStatisticsInputDatasetFacet")
                    .put(
                            "rowCount",
                            files.stream().mapToLong(Manifest.Input::records).sum())
                    .put("size", files.stream().mapToLong(Manifest.Input::bytes).sum())
                    .put("fileCount", files.size());
            inputs.add(input);
        });
        manifest.before().ifPresent(before -> {
            ObjectNode log = dataset(Layout.DECLARATIONS);
            addVersion(log.putObject("facets"), before.runId());
            inputs.add(log);
        });
    }

    private ObjectNode output(Dataset dataset) {
        List<Manifest.Output> files = manifest.outputs().stream()
                .filter(output -> output.dataset().equals(dataset.folder()))
                .toList();
        ObjectNode output = dataset(dataset.folder());
        ObjectNode facets = output.putObject("facets");
        addFields(
                facet(facets, "schema", "1-2-0/SchemaDatasetFacet").putArray("fields"),
                dataset.schema().fields());
        addVersion(facets, manifest.runId());
        columns.addTo(facet(facets, "columnLineage", "1-2-0/ColumnLineageDatasetFacet"), dataset);
        addPurposes(facets, dataset);
        facet(output.putObject("outputFacets"), "outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet")
                .put("rowCount", manifest.rows(dataset.folder()))
                .put("size", files.stream().mapToLong(Manifest.Output::bytes).sum())
                .put("fileCount", files.size());
        return output;
    }

    /** For datasets with columns of attributes. */
    private void addPurposes(ObjectNode facets, Dataset dataset) {
        List<Attribute> attributes = dataset.schema().fields().stream()
                .flatMap(field -> LineageOfColumns.attribute(policy, dataset, field).stream())
                .toList();
        if (!attributes.isEmpty()) {
            ObjectNode facet = ownFacet(facets, "crumbless_columnPurposes", "CrumblessColumnPurposesDatasetFacet")
                    .putObject("columns");
            attributes.forEach(attribute -> {
                ObjectNode column = facet.putObject(attribute.name().value());
                ArrayNode purposes = column.putArray("purposes");
                attribute.purposes().forEach(purposes::add);
                column.put("sensitivity", attribute.sensitivity().word());
                column.put("category", attribute.category());
            });
        }
    }

    /** By origin, summed over all people, so that it does not reveal whose values they were. */
    private void addStripped(ObjectNode facets) {
        ArrayNode sources = ownFacet(facets, "crumbless_strippedValues", "CrumblessStrippedValuesRunFacet")
                .putArray("sources");
        manifest.balance().stream()
                .filter(account -> account.unit().equals(Unit.LEGACY_VALUES.word()))
                .forEach(account -> {
                    ObjectNode source = sources.addObject();
                    source.put("source", account.source());
                    source.put("values", account.counted());
                    ObjectNode stripped = source.putObject("stripped");
                    account.bins().forEach((bin, values) -> {
                        if (bin.startsWith(STRIPPED)) {
                            stripped.put(bin.substring(STRIPPED.length()), values);
                        }
                    });
                });
    }

    /** Our custom facets; their schemas are in docs/schema/openlineage. */
    private ObjectNode ownFacet(ObjectNode facets, String name, String schema) {
        ObjectNode facet = facets.putObject(name);
        facet.put("_producer", producer());
        facet.put("_schemaURL", OWN_SCHEMAS + "1-0-0/" + schema + ".json#/$defs/" + schema);
        return facet;
    }

    private ObjectNode dataset(String name) {
        ObjectNode dataset = JSON.createObjectNode();
        dataset.put("namespace", NAMESPACE);
        dataset.put("name", manifest.job() + "/" + name);
        return dataset;
    }

    private void addVersion(ObjectNode facets, String runId) {
        facet(facets, "version", "1-0-1/DatasetVersionDatasetFacet").put("datasetVersion", runId);
    }

    private static void addFields(ArrayNode described, List<? extends Field> fields) {
        for (Field field : fields) {
            ObjectNode entry = described.addObject();
            entry.put("name", field.name());
            if (field instanceof Column column) {
                entry.put("type", column.isList() ? "list<" + word(column.type()) + ">" : word(column.type()));
            } else {
                entry.put("type", "struct");
            }
            if (!field.description().isEmpty()) {
                entry.put("description", field.description());
            }
            if (field instanceof Struct struct) {
                addFields(entry.putArray("fields"), struct.columns());
            }
        }
    }

    private static String word(ColumnType type) {
        return switch (type.base()) {
            case TEXT -> "string";
            case TIMESTAMP_MICROS -> "timestamp";
            case DECIMAL -> "decimal(" + type.precision() + "," + type.scale() + ")";
            case BOOLEAN, INT32, INT64, DATE -> type.base().name().toLowerCase(Locale.ROOT);
        };
    }

    /** @param schema version and name of the schema of the facet */
    private ObjectNode facet(ObjectNode facets, String name, String schema) {
        ObjectNode facet = facets.putObject(name);
        facet.put("_producer", producer());
        facet.put(
                "_schemaURL", SPEC + "facets/" + schema + ".json#/$defs/" + schema.substring(schema.indexOf('/') + 1));
        return facet;
    }
}
