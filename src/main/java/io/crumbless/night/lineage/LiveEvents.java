package io.crumbless.night.lineage;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.profile.Night;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.AuditFailed;
import io.crumbless.night.run.EndedAttempt;
import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.audit.Rule;
import io.crumbless.warehouse.snapshot.LineageEvents;
import io.crumbless.warehouse.snapshot.Program;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The events of one attempt, with actual times and the physical names of datasets. Inputs and outputs are those of the
 * events in the snapshot, whose names are added as {@code symlinks}.
 */
final class LiveEvents {
    private static final String SPEC = "https://openlineage.io/spec/";
    private static final String PROGRAM = "crumbless";
    private static final String COMPLETE = "COMPLETE";
    private static final JsonMapper JSON = new JsonMapper();

    private final JobFile job;
    private final Night night;
    private final UUID run;
    private final Optional<ParentRun> parent;

    /** @param run UUID of this attempt */
    LiveEvents(JobFile job, LocalDate businessDate, UUID run, Optional<ParentRun> parent) {
        this.job = job;
        this.night = new Night(businessDate, job.zone());
        this.run = run;
        this.parent = parent;
    }

    ObjectNode start(Instant at) {
        return event("START", at);
    }

    /** A run that was asked to stop, or found the warehouse locked, is aborted; every other failure is a failure. */
    ObjectNode end(EndedAttempt attempt) {
        boolean isAborted = attempt.failure()
                .filter(failure -> failure instanceof Stopped || failure.category() == ErrorCategory.BUSY)
                .isPresent();
        ObjectNode event =
                event(attempt.failure().isEmpty() ? COMPLETE : isAborted ? "ABORT" : "FAIL", attempt.ended());
        if (attempt.failure().isPresent()) {
            facet(event.withObject("/run/facets"), "errorMessage", "1-0-1/ErrorMessageRunFacet")
                    .put("message", attempt.messageForOthers())
                    .put("programmingLanguage", "JAVA");
        }
        attempt.failure()
                .filter(AuditFailed.class::isInstance)
                .map(AuditFailed.class::cast)
                .ifPresent(failed -> addBroken(event, failed.broken()));
        attempt.report()
                .filter(report -> report.outcome() == RunReport.Outcome.PUBLISHED)
                .ifPresent(report -> {
                    addDatasets(event, report.runId());
                    addAssertions(event, report);
                });
        return event;
    }

    /** A stage has ended. */
    ObjectNode running(String stage, Duration took, Instant at) {
        ObjectNode event = event("RUNNING", at);
        ObjectNode facet = event.withObject("/run/facets").putObject("crumbless_stage");
        facet.put("_producer", producer());
        facet.put(
                "_schemaURL",
                LineageEvents.OWN_SCHEMAS + "1-0-0/CrumblessStageRunFacet.json#/$defs/CrumblessStageRunFacet");
        facet.put("name", stage).put("tookMillis", took.toMillis());
        return event;
    }

    /**
     * Adds what the audit of the night has verified. A night with findings is not published; if the audit did not run
     * in this process, nothing is added.
     */
    private void addAssertions(ObjectNode event, RunReport report) {
        boolean audited = report.steps().stream().anyMatch(step -> step.name().equals("audit"));
        if (audited) {
            event.get("outputs").forEach(output -> {
                boolean isOfValues =
                        output.at("/facets/crumbless_columnPurposes").isObject();
                if (isOfValues) {
                    AuditAssertions.add((ObjectNode) output, Set.of());
                }
            });
        }
    }

    /** For the profiles that would have been published. */
    private void addBroken(ObjectNode event, Set<Rule> broken) {
        String logical = job.name() + "/profiles";
        PhysicalNames.Name profiles = new PhysicalNames(job)
                .of(logical)
                .orElseGet(
                        () -> new PhysicalNames.Name(job.monitoring().lineage().namespace(), logical));
        ObjectNode output = ((ArrayNode) event.get("outputs"))
                .addObject()
                .put("namespace", profiles.namespace())
                .put("name", profiles.name());
        AuditAssertions.add(output, broken);
    }

    private ObjectNode event(String type, Instant at) {
        ObjectNode event = JSON.createObjectNode();
        event.put("eventType", type);
        event.put("eventTime", at.toString());
        event.put("producer", producer());
        event.put("schemaURL", SPEC + "2-0-2/OpenLineage.json#/$defs/RunEvent");
        addRun(event.putObject("run"));
        ObjectNode about = event.putObject("job");
        about.put("namespace", job.monitoring().lineage().namespace());
        about.put("name", job.name());
        facet(about.putObject("facets"), "jobType", "2-0-4/JobTypeJobFacet")
                .put("processingType", "BATCH")
                .put("integration", "CRUMBLESS")
                .put("jobType", "JOB");
        event.putArray("inputs");
        event.putArray("outputs");
        return event;
    }

    private void addRun(ObjectNode about) {
        about.put("runId", run.toString());
        ObjectNode facets = about.putObject("facets");
        facet(facets, "nominalTime", "1-0-1/NominalTimeRunFacet")
                .put(
                        "nominalStartTime",
                        night.businessDate()
                                .atStartOfDay(night.zone())
                                .toInstant()
                                .toString())
                .put("nominalEndTime", night.asOf().toString());
        facet(facets, "processing_engine", "1-1-1/ProcessingEngineRunFacet")
                .put("name", PROGRAM)
                .put("version", Program.nameAndVersion());
        parent.ifPresent(by -> {
            ObjectNode facet = facet(facets, "parent", "1-2-0/ParentRunFacet");
            facet.putObject("run").put("runId", by.run().toString());
            facet.putObject("job").put("namespace", by.namespace()).put("name", by.name());
        });
    }

    private void addDatasets(ObjectNode event, String runId) {
        PhysicalNames names = new PhysicalNames(job);
        JsonNode published = published(runId);
        for (String side : new String[] {"inputs", "outputs"}) {
            ArrayNode datasets = event.putArray(side);
            published.path(side).forEach(dataset -> datasets.add(named((ObjectNode) dataset, names)));
        }
    }

    private ObjectNode named(ObjectNode dataset, PhysicalNames names) {
        String namespace = dataset.get("namespace").asString();
        String name = dataset.get("name").asString();
        names.of(name).ifPresent(physical -> {
            dataset.put("namespace", physical.namespace());
            dataset.put("name", physical.name());
            facet(dataset.withObject("/facets"), "symlinks", "1-0-1/SymlinksDatasetFacet")
                    .putArray("identifiers")
                    .addObject()
                    .put("namespace", namespace)
                    .put("name", name)
                    .put("type", "TABLE");
        });
        dataset.at("/facets/columnLineage").findParents("field").forEach(field -> rename((ObjectNode) field, names));
        return dataset;
    }

    private static void rename(ObjectNode field, PhysicalNames names) {
        names.of(field.get("name").asString()).ifPresent(physical -> field.put("namespace", physical.namespace())
                .put("name", physical.name()));
    }

    /** The event in the snapshot, with inputs and outputs. */
    private JsonNode published(String runId) {
        Location file = new Warehouse(job.warehouse()).snapshot(runId).resolve(LineageEvents.FILE);
        try (InputStream in = Storage.of(file).open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JSON::readTree)
                    .filter(event -> event.get("eventType").asString().equals(COMPLETE))
                    .findFirst()
                    .orElseGet(JSON::createObjectNode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String producer() {
        return "urn:" + PROGRAM + ":" + Program.nameAndVersion().replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /** @param schema version and name of the schema of the facet */
    static ObjectNode facet(ObjectNode facets, String name, String schema) {
        ObjectNode facet = facets.putObject(name);
        facet.put("_producer", producer());
        facet.put(
                "_schemaURL", SPEC + "facets/" + schema + ".json#/$defs/" + schema.substring(schema.indexOf('/') + 1));
        return facet;
    }
}
