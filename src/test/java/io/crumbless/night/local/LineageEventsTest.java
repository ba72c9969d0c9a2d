package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.snapshot.LineageEvents;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A night is reported to data catalogues according to OpenLineage, reproducibly, and without people. */
@Tag("crash")
@Tag("night")
class LineageEventsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() {
        job = new TestingJob(folder.resolve("here"));
        deliver(job);
    }

    private static void deliver(TestingJob job) {
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\nck1,x_score,2026-11-01T00:00:00Z,model\n")
                .write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-4711,login,2026-10-01T00:00:00Z\n")
                .declared(
                        NIGHT.minusDays(1),
                        declares("d1", "C-4711", "language", "de", "service_messages", "2026-11-21T10:00:00Z"))
                .declared(
                        NIGHT,
                        declares("d2", "C-4711", "home_store", "Nord", "service_messages", "2026-11-22T10:00:00Z"));
        job.run(NIGHT.minusDays(1));
    }

    @Test
    void bothEventsAndAllTheirFacetsAreAsTheSchemasSay() throws IOException {
        job.run();
        SchemaRegistry schemas = schemas();
        TreeSet<String> checked = new TreeSet<>();

        for (JsonNode event : events(job)) {
            Schema schema =
                    schemas.getSchema(SchemaLocation.of(event.get("schemaURL").asString()));
            assertThat(schema.validate(event)).isEmpty();
            for (JsonNode facet : event.findParents("_schemaURL")) {
                String location = facet.get("_schemaURL").asString();
                assertThat(schemas.getSchema(SchemaLocation.of(location)).validate(facet))
                        .as(location)
                        .isEmpty();
                checked.add(location);
            }
        }

        // Seven, columnLineage, and two of our own.
        assertThat(checked).hasSize(10);
    }

    /** Whoever asks a catalogue what becomes of a legacy segment sees a count that masks it, and nothing else. */
    @Test
    void columnsSayWhatTheyAreMadeOfAndWhatTheyMayBeUsedFor() throws IOException {
        job.run();
        JsonNode complete = events(job).get(1);
        JsonNode profiles = complete.get("outputs").get(0).get("facets");

        JsonNode store = profiles.at("/columnLineage/fields/home_store/inputFields");
        assertThat(store.findValuesAsString("name")).containsOnly("test/declarations/store");
        assertThat(store.get(0).get("field").asString()).isEqualTo("value");
        assertThat(store.get(0).at("/transformations/0/type").asString()).isEqualTo("DIRECT");
        assertThat(store.get(0).at("/transformations/0/masking").asBoolean()).isFalse();
        assertThat(store.findValuesAsString("type")).contains("INDIRECT");
        assertThat(profiles.at("/columnLineage/dataset").findValuesAsString("name"))
                .contains("test/erasures/requests", "test/links/logins");
        assertThat(profiles.at("/crumbless_columnPurposes/columns/home_store/purposes/0")
                        .asString())
                .isEqualTo("loyalty_programme");
        assertThat(profiles.at("/crumbless_columnPurposes/columns/baby_due_date/sensitivity")
                        .asString())
                .isEqualTo("special");

        List<JsonNode> ofSegments = new ArrayList<>();
        for (JsonNode output : complete.get("outputs")) {
            for (JsonNode input : output.at("/facets/columnLineage").findParents("field")) {
                if (input.get("field").asString().equals("segment")) {
                    ofSegments.add(input.at("/transformations/0"));
                }
            }
        }
        assertThat(ofSegments).singleElement().satisfies(only -> {
            assertThat(only.get("subtype").asString()).isEqualTo("AGGREGATION");
            assertThat(only.get("masking").asBoolean()).isTrue();
        });
        assertThat(complete.at("/run/facets/crumbless_strippedValues/sources/0").toString())
                .isEqualTo("{\"source\":\"dmp\",\"values\":1,\"stripped\":{\"inferred\":1}}");
    }

    /** The command of docs/reference/layout.md, against a catalogue that takes nothing that the schema does not. */
    @Test
    void theCommandOfTheReferencePostsThem() throws Exception {
        assumeTrue(isThere("bash") && isThere("curl"), "needs bash and curl");
        job.run();
        Path file = folder.resolve("here/warehouse/current/_evidence/openlineage.ndjson");
        // As large as of a shop with many sources and purposes: more than one argument of a program may have.
        Files.writeString(
                file,
                Files.readAllLines(file).get(1).replace("\"test\"", "\"" + "x".repeat(200_000) + "\"") + "\n",
                StandardOpenOption.APPEND);
        List<Integer> answers = Collections.synchronizedList(new ArrayList<>());
        SchemaRegistry schemas = schemas();
        HttpServer catalogue = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        catalogue.createContext("/api/v1/lineage", exchange -> {
            int answer = answer(exchange, schemas);
            answers.add(answer);
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        catalogue.start();
        try {
            ProcessBuilder bash = new ProcessBuilder("bash", "-c", commandOfTheReference())
                    .directory(folder.resolve("here").toFile())
                    .redirectErrorStream(true);
            bash.environment()
                    .put(
                            "OPENLINEAGE_URL",
                            "http://127.0.0.1:" + catalogue.getAddress().getPort());
            Process process = bash.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(said).isZero();
            assertThat(answers).as(said).containsExactly(201, 201, 201);
        } finally {
            catalogue.stop(0);
        }
    }

    private static int answer(HttpExchange exchange, SchemaRegistry schemas) throws IOException {
        boolean json = "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        JsonNode event = JSON.readTree(exchange.getRequestBody().readAllBytes());
        Schema schema =
                schemas.getSchema(SchemaLocation.of(event.get("schemaURL").asString()));
        return exchange.getRequestMethod().equals("POST")
                        && json
                        && schema.validate(event).isEmpty()
                ? 201
                : 400;
    }

    private static String commandOfTheReference() throws IOException {
        String page = Files.readString(Path.of("docs/reference/layout.md"));
        int from = page.indexOf("$ while read");
        return page.substring(from + 2, page.indexOf("```", from));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void namesInputsAndOutputs() throws IOException {
        RunReport report = job.run();
        List<JsonNode> events = events(job);
        JsonNode complete = events.get(1);

        assertThat(events)
                .extracting(event -> event.get("eventType").asString())
                .containsExactly("START", "COMPLETE");
        assertThat(events)
                .extracting(event -> event.get("run").get("runId").asString())
                .containsOnly(complete.get("run").get("runId").asString());
        assertThat(complete.get("eventTime").asString()).isEqualTo("2026-11-22T23:00:00Z");
        assertThat(complete.get("inputs").findValuesAsString("name"))
                .containsExactly(
                        "test/declarations/store",
                        "test/erasures/requests",
                        "test/links/logins",
                        "test/memberships/dmp",
                        "test/declarations");
        JsonNode profiles = complete.get("outputs").get(0);
        assertThat(profiles.get("name").asString()).isEqualTo("test/profiles");
        assertThat(profiles.at("/outputFacets/outputStatistics/rowCount").asLong())
                .isEqualTo(report.profiles());
        assertThat(profiles.at("/facets/version/datasetVersion").asString()).isEqualTo(report.runId());
        assertThat(profiles.at("/facets/schema/fields").findValuesAsString("name"))
                .contains("home_store", "home_store__lineage", "declared_at");
        assertThat(Files.readString(file(job))).doesNotContain("4711").doesNotContain("Nord");
    }

    @Test
    void theSameNightIsTheSameBytesElsewhere() throws IOException {
        TestingJob elsewhere = new TestingJob(folder.resolve("elsewhere"));
        deliver(elsewhere);

        job.run();
        elsewhere.run();

        assertThat(file(elsewhere)).hasSameBinaryContentAs(file(job));
    }

    private static Path file(TestingJob job) {
        return job.warehouse().resolve("current").resolve(LineageEvents.FILE);
    }

    private static List<JsonNode> events(TestingJob job) throws IOException {
        return Files.readAllLines(file(job)).stream().map(JSON::readTree).toList();
    }

    /** The schemas by their own ids, so that nothing is fetched. */
    private static SchemaRegistry schemas() throws IOException {
        Map<String, String> byId = new HashMap<>();
        try (Stream<Path> files =
                Files.list(Path.of("src/test/resources/io/crumbless/warehouse/snapshot/openlineage"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                String schema = Files.readString(file);
                byId.put(JSON.readTree(schema).get("$id").asString(), schema);
            }
        }
        for (String ours : List.of("CrumblessStrippedValuesRunFacet", "CrumblessColumnPurposesDatasetFacet")) {
            String schema = Files.readString(Path.of("docs/schema/openlineage/1-0-0/" + ours + ".json"));
            byId.put(JSON.readTree(schema).get("$id").asString(), schema);
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(byId));
    }
}
