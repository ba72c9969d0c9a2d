package io.crumbless.night.lineage;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpServer;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import io.crumbless.night.run.AuditFailed;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.run.WatchedNight;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import io.crumbless.warehouse.audit.Rule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Promise: a catalogue hears of each attempt, in order and by the names it knows; one that does not listen stops no night. */
@Tag("night")
class LiveLineageTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PARENT = "airflow/crumbless_nightly.run_night/0b1a3a52-7a8f-4c3e-9d0f-5f6a7b8c9d0e";

    @TempDir
    private Path folder;

    private final List<JsonNode> posted = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 201;
    private final CountDownLatch answers = new CountDownLatch(1);
    private volatile boolean hangs;
    private @Nullable String parent = PARENT;
    private HttpServer server;
    private TestingJob job;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/api/v1/lineage", exchange -> {
            JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (hangs) {
                await();
            }
            posted.add(event);
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-4711", "home_store", "Nord", "service_messages", "2026-11-22T10:00:00Z"));
        jobFile("lineage: { url: 'http://127.0.0.1:" + server.getAddress().getPort()
                + "/api/v1/lineage', key-file: key.txt, file: events.ndjson, namespace: shop }");
        Files.writeString(folder.resolve("key.txt"), "k-1\n");
    }

    private void await() {
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        answers.countDown();
        server.stop(0);
    }

    private void jobFile(String line) throws IOException {
        Files.writeString(folder.resolve("job.yaml"), Files.readString(folder.resolve("job.yaml")) + line + "\n");
    }

    private RunReport run() {
        return run(new LocalNight(Clock.systemUTC(), 2, new NightReportPage()));
    }

    /** Followed by a lineage that waits for as long as a machine with far too much to do may take to answer. */
    private RunReport run(NightlyRun night) {
        return run(night, new LiveLineage(this::variable, LONG, LONG));
    }

    private @Nullable String variable(String name) {
        return name.equals(ParentRun.VARIABLE) ? parent : null;
    }

    private RunReport run(NightlyRun night, LiveLineage lineage) {
        return new WatchedNight(night, Clock.systemUTC(), List.of(lineage))
                .run(job.file(), NIGHT, RunOptions.DEFAULTS, Progress.SILENT);
    }

    private List<String> types() {
        return posted.stream().map(event -> event.get("eventType").asString()).toList();
    }

    @Test
    void namesDatasetsAsOthersKnowThem() throws IOException {
        Instant before = Instant.now();

        RunReport report = run();

        assertThat(report.notices()).noneMatch(notice -> notice.contains("lineage"));
        assertThat(types()).containsExactly("START", "COMPLETE");
        JsonNode complete = posted.get(1);
        assertThat(Instant.parse(complete.get("eventTime").asString())).isBetween(before, Instant.now());
        assertThat(complete.at("/run/runId").asString())
                .isEqualTo(posted.get(0).at("/run/runId").asString());
        assertThat(complete.at("/job/namespace").asString()).isEqualTo("shop");
        assertThat(complete.at("/run/facets/parent/run/runId").asString()).isEqualTo(PARENT.split("/")[2]);
        assertThat(complete.at("/run/facets/parent/job/name").asString()).isEqualTo("crumbless_nightly.run_night");
        assertThat(complete.get("inputs").findValuesAsString("name"))
                .contains(folder.resolve("declarations/store-{date}.csv").toString(), "test/declarations/store");
        JsonNode profiles = complete.get("outputs").get(0);
        assertThat(profiles.get("namespace").asString()).isEqualTo("file");
        assertThat(profiles.get("name").asString())
                .isEqualTo(folder.resolve("warehouse/current/profiles").toString());
        assertThat(profiles.at("/facets/symlinks/identifiers/0/name").asString())
                .isEqualTo("test/profiles");
        assertThat(profiles.at("/facets/version/datasetVersion").asString()).isEqualTo(report.runId());
        assertThat(posted.toString()).doesNotContain("4711").doesNotContain("Nord");
        assertThat(keys).containsOnly("Bearer k-1");
        assertThat(Files.readAllLines(folder.resolve("events.ndjson")).stream().map(JSON::readTree))
                .containsExactlyElementsOf(posted);
    }

    /** By the names that others know, so that a catalogue draws the line from column to column. */
    @Test
    void hasColumnLineageAndTheOutcomeOfTheAudit() {
        run();
        JsonNode profiles = posted.get(1).get("outputs").get(0);

        assertThat(profiles.at("/facets/columnLineage/fields/home_store/inputFields/0/name")
                        .asString())
                .isEqualTo(folder.resolve("declarations/store-{date}.csv").toString());
        JsonNode assertions = profiles.at("/facets/dataQualityAssertions/assertions");
        assertThat(assertions.findValuesAsString("assertion"))
                .hasSize(Rule.values().length - 1)
                .contains(
                        "every_value_has_declaration",
                        "no_cookie_ids",
                        "no_expired",
                        "no_inferred_values",
                        "no_withdrawn",
                        "special_has_basis",
                        "books_close");
        assertThat(assertions.findValuesAsString("success")).containsOnly("true");
    }

    @Test
    void anAuditThatFailedHasTheChecksThatFailed() throws IOException {
        assertThatThrownBy(() -> run((a, b, c, d) -> {
            throw new AuditFailed(
                    ErrorCategory.INTERNAL,
                    "Cannot publish run r: the audit has 1 findings",
                    List.of(Rule.COLUMNS_OF_LAYOUT));
        }));

        JsonNode failed = posted.get(1);
        assertThat(failed.get("eventType").asString()).isEqualTo("FAIL");
        JsonNode profiles = failed.get("outputs").get(0);
        assertThat(profiles.get("name").asString())
                .isEqualTo(folder.resolve("warehouse/current/profiles").toString());
        assertThat(profiles.at("/facets/dataQualityAssertions/assertions"))
                .filteredOn(assertion -> !assertion.get("success").asBoolean())
                .singleElement()
                .satisfies(assertion ->
                        assertThat(assertion.get("assertion").asString()).isEqualTo("no_cookie_ids"));
        assertThat(schemas()
                        .getSchema(SchemaLocation.of(failed.get("schemaURL").asString()))
                        .validate(failed))
                .isEmpty();
    }

    /** For a night that was already published, no audit was run, and none is reported. */
    @Test
    void aNightThatWasPublishedAlreadyHasNoAudit() {
        run();
        posted.clear();
        run();

        assertThat(posted.toString()).contains("COMPLETE").doesNotContain("dataQualityAssertions");
    }

    @Test
    void eachStageIsSentWhereTheJobAsksForIt() throws IOException {
        String text = Files.readString(folder.resolve("job.yaml"));
        Files.writeString(folder.resolve("job.yaml"), text.replace("namespace: shop", "namespace: shop, stages: true"));
        SchemaRegistry schemas = schemas();

        run();

        assertThat(types()).startsWith("START", "RUNNING").endsWith("RUNNING", "COMPLETE");
        assertThat(posted)
                .filteredOn(event -> event.get("eventType").asString().equals("RUNNING"))
                .hasSizeGreaterThan(5)
                .allSatisfy(event -> {
                    JsonNode stage = event.at("/run/facets/crumbless_stage");
                    assertThat(schemas.getSchema(SchemaLocation.of(
                                            stage.get("_schemaURL").asString()))
                                    .validate(stage))
                            .isEmpty();
                    assertThat(stage.get("tookMillis").asLong()).isNotNegative();
                })
                .extracting(
                        event -> event.at("/run/facets/crumbless_stage/name").asString())
                .contains("merge profiles", "audit");
    }

    @Test
    void eventsAreAsTheSchemasSay() throws IOException {
        SchemaRegistry schemas = schemas();

        run();
        assertThatThrownBy(() -> run((a, b, c, d) -> {
            throw new Failure(ErrorCategory.INPUT, "Cannot publish");
        }));

        assertThat(posted).hasSize(4);
        for (JsonNode event : posted) {
            assertThat(schemas.getSchema(
                                    SchemaLocation.of(event.get("schemaURL").asString()))
                            .validate(event))
                    .isEmpty();
            for (JsonNode facet : event.findParents("_schemaURL")) {
                String location = facet.get("_schemaURL").asString();
                if (!location.contains("Symlinks")) {
                    assertThat(schemas.getSchema(SchemaLocation.of(location)).validate(facet))
                            .as(location)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void aFailureFailsAndAStopAborts() {
        assertThatThrownBy(() -> run((a, b, c, d) -> {
                    throw new Failure(ErrorCategory.INPUT, "Cannot publish: refused");
                }))
                .hasMessage("Cannot publish: refused");
        assertThatThrownBy(() -> run((a, b, c, d) -> {
                    throw new Stopped("Stopped");
                }))
                .hasMessage("Stopped");

        assertThat(types()).containsExactly("START", "FAIL", "START", "ABORT");
        assertThat(posted.get(1).at("/run/facets/errorMessage/message").asString())
                .isEqualTo("Cannot publish: refused");
    }

    @Test
    void whatIsNotTakenWaitsAndIsPostedFirstTheNextTime() {
        status = 503;

        RunReport report = run();

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        assertThat(report.notices())
                .filteredOn(
                        notice -> notice.startsWith("Cannot post lineage to 127.0.0.1: it answered with status 503"))
                .hasSize(1);
        status = 201;
        posted.clear();

        assertThat(run().notices()).noneMatch(notice -> notice.contains("lineage"));

        assertThat(types()).containsExactly("START", "COMPLETE", "START", "COMPLETE");
    }

    @Test
    void whatTheReceiverWillNeverTakeIsGivenUpAndReported() {
        status = 400;

        assertThat(run().notices())
                .filteredOn(notice -> notice.startsWith("The receiver of lineage at 127.0.0.1 refused an event"))
                .hasSize(2);

        status = 201;
        posted.clear();
        run();
        assertThat(posted).hasSize(2);
    }

    /** The night itself is over before anybody waits. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aReceiverThatHangsDelaysNoNight() {
        hangs = true;
        List<Duration> took = new ArrayList<>();

        RunReport report = run(
                (file, date, options, progress) -> {
                    Instant begin = Instant.now();
                    RunReport published = new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                            .run(file, date, options, progress);
                    took.add(Duration.between(begin, Instant.now()));
                    assertThat(job.warehouse().resolve("current")).exists();
                    return published;
                },
                new LiveLineage(this::variable));

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        assertThat(report.notices()).anyMatch(notice -> notice.startsWith("Cannot post lineage to 127.0.0.1"));
        assertThat(took).hasSize(1);
    }

    @Test
    void aParentThatIsNoneIsANotice() {
        parent = "parent-run-id";

        assertThat(run().notices())
                .filteredOn(notice -> notice.startsWith("Cannot name the parent run in lineage"))
                .hasSize(1);
        assertThat(posted.get(0).at("/run/facets/parent").isMissingNode()).isTrue();
    }

    @Test
    void aFolderThatIsNotThereIsANotice() throws IOException {
        Path text = folder.resolve("job.yaml");
        Files.writeString(text, Files.readString(text).replace("events.ndjson", "none/events.ndjson"));

        assertThat(run().notices())
                .filteredOn(
                        notice -> notice.startsWith("Cannot add lineage to " + folder.resolve("none/events.ndjson")))
                .hasSize(2);
    }

    private static SchemaRegistry schemas() throws IOException {
        Map<String, String> byId = new HashMap<>();
        try (Stream<Path> files =
                Files.list(Path.of("src/test/resources/io/crumbless/warehouse/snapshot/openlineage"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                String schema = Files.readString(file, StandardCharsets.UTF_8);
                byId.put(JSON.readTree(schema).get("$id").asString(), schema);
            }
        }
        try (Stream<Path> ours = Files.list(Path.of("docs/schema/openlineage/1-0-0"))) {
            for (Path file : ours.toList()) {
                String schema = Files.readString(file, StandardCharsets.UTF_8);
                byId.put(JSON.readTree(schema).get("$id").asString(), schema);
            }
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(byId));
    }
}
