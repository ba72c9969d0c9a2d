package io.crumbless.settings.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.crumbless.kernel.policy.PolicyFileNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas that editors complete from agree with the reader: neither refuses what the other takes. */
@Tag("unit")
class PolicySchemaTest {
    private static final List<String> YAML_FILES = PolicyFileNames.NAMES.stream()
            .filter(name -> name.endsWith(".yaml"))
            .toList();
    private static final Map<String, Schema> SCHEMAS = schemas();
    private static final JsonMapper JSON = new JsonMapper();

    static List<String> yamlFiles() {
        return YAML_FILES;
    }

    static Stream<BrokenPolicies.Broken> seenByBoth() {
        return BrokenPolicies.all().stream().filter(broken -> broken.schema() == BrokenPolicies.SchemaSays.REFUSED);
    }

    static Stream<BrokenPolicies.Broken> seenByTheReaderOnly() {
        return BrokenPolicies.all().stream()
                .filter(broken -> broken.schema() == BrokenPolicies.SchemaSays.ACCEPTED)
                .filter(broken -> broken.file().endsWith(".yaml"));
    }

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void acceptsTheShippedFile(String file) throws IOException {
        assertThat(errors(file, Files.readString(Path.of("jobs/policy", file)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void acceptsTheSmallFile(String file) {
        assertThat(errors(file, TestingPolicy.files().get(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("yamlFiles")
    void theShippedFileNamesItsSchema(String file) throws IOException {
        Path shipped = Path.of("jobs/policy", file);
        String header = Files.readAllLines(shipped).get(0);

        assertThat(header).startsWith("# yaml-language-server: $schema=");
        assertThat(shipped.resolveSibling(header.substring(header.indexOf('=') + 1))
                        .normalize())
                .isEqualTo(path(file))
                .exists();
    }

    @ParameterizedTest
    @MethodSource("seenByBoth")
    void refusesWhatTheReaderRefuses(BrokenPolicies.Broken broken) {
        assertThat(errors(broken.file(), broken.files().get(broken.file()))).isNotEmpty();
    }

    /** Keeps the table honest: a schema that learns to see one of these moves it to the other column. */
    @ParameterizedTest
    @MethodSource("seenByTheReaderOnly")
    void leavesToTheReaderWhatComparesNames(BrokenPolicies.Broken broken) {
        assertThat(errors(broken.file(), broken.files().get(broken.file()))).isEmpty();
    }

    @Test
    void offersTheWordsOfTheVocabularies() {
        Vocabulary vocabulary = Vocabulary.shipped();
        String purpose = "/properties/purposes/additionalProperties/properties/";
        String regime = "/properties/regimes/additionalProperties/properties/";

        assertThat(enumOf("purposes.yaml", purpose + "dpv"))
                .isEqualTo(vocabulary.purposes().keySet());
        assertThat(enumOf("purposes.yaml", purpose + "fideslang")).isEqualTo(vocabulary.dataUses());
        assertThat(enumOf("purposes.yaml", purpose + "legal-basis"))
                .isEqualTo(vocabulary.legalBasesOfPurposes().keySet());
        assertThat(enumOf("attributes.yaml", "/properties/attributes/additionalProperties/properties/category"))
                .isEqualTo(vocabulary.personalData());
        assertThat(enumOf("jurisdictions.yaml", regime + "special-categories/properties/legal-basis/items"))
                .isEqualTo(vocabulary.legalBases());
    }

    private static Set<String> enumOf(String file, String pointer) {
        Set<String> words = new TreeSet<>();
        JsonNode schema = SCHEMAS.get(file).getSchemaNode();
        schema.at(pointer + "/enum").forEach(word -> words.add(word.stringValue()));
        return words;
    }

    @Test
    void theReferencePageExplainsEveryKey() throws IOException {
        String page = Files.readString(Path.of("docs/reference/policy.md"));
        for (String file : YAML_FILES) {
            Set<String> offered = new TreeSet<>();
            keys(SCHEMAS.get(file).getSchemaNode(), offered);

            assertThat(offered).as(file).isNotEmpty().allMatch(key -> page.contains("`" + key + "`"));
        }
    }

    /** Each key is in one of the two valid policies, which the reader accepts. */
    @Test
    void offersNoKeyTheReaderDoesNotKnow() throws IOException {
        for (String file : YAML_FILES) {
            Set<String> offered = new TreeSet<>();
            keys(SCHEMAS.get(file).getSchemaNode(), offered);
            String sound = TestingPolicy.files().get(file) + Files.readString(Path.of("jobs/policy", file));
            List<String> unused = new ArrayList<>(offered);
            unused.removeIf(key -> sound.contains(key + ":"));

            assertThat(unused).as(file).isEmpty();
        }
    }

    private static void keys(JsonNode schema, Set<String> keys) {
        schema.properties().forEach(entry -> {
            boolean plain = entry.getKey().equals("properties");
            if (plain) {
                entry.getValue().properties().forEach(property -> keys.add(property.getKey()));
            }
            keys(entry.getValue(), keys);
        });
        if (schema.isArray()) {
            schema.forEach(item -> keys(item, keys));
        }
    }

    private static List<Error> errors(String file, String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMAS.get(file).validate(JSON.valueToTree(tree));
    }

    private static Path path(String file) {
        return Path.of("docs/schema", file.replace(".yaml", ".schema.json"));
    }

    private static Map<String, Schema> schemas() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Map<String, Schema> schemas = new TreeMap<>();
        for (String file : YAML_FILES) {
            try {
                schemas.put(file, registry.getSchema(Files.readString(path(file)), InputFormat.JSON));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return schemas;
    }
}
