package io.crumbless.night.legacy;

import static io.crumbless.night.legacy.LegacyBench.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.night.legacy.LegacyBench.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However an engine lays out a list, the same segments are judged. */
@Tag("unit")
class ParquetListLayoutsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "standard ! optional group segments (LIST) { repeated group list { optional binary element (STRING); } }",
                "hive ! optional group segments (LIST) { repeated group bag { optional binary array_element (STRING); } }",
                "required ! required group segments (LIST) { repeated group list { required binary element (STRING); } }",
                "two-level ! optional group segments (LIST) { repeated binary array (STRING); }",
                "protobuf ! repeated binary segments (STRING);",
                "bare binary ! optional group segments (LIST) { repeated group list { optional binary element; } }",
            })
    void listsOfTexts(String name, String list) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message m { optional binary visitor (STRING); " + list + " optional binary ts (STRING); }");
        Path file = folder.resolve(name + ".parquet");
        try (ParquetWriter<Group> writer = writer(file, schema)) {
            writer.write(texts(schema, "c-anna", List.of("prams", "form_de", "buyers")));
            writer.write(texts(schema, "c-ben", List.of()));
            writer.write(texts(schema, "c-ben", List.of("movers")));
        }
        MembershipSource source = source(file, "segments", Optional.empty());
        Result result = scan(source, file);
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 2L, "empty", 1L));
        assertThat(result.values())
                .isEqualTo(Map.of(
                        "stripped_observed", 1L, "candidate", 1L, "stripped_derived", 1L, "stripped_acquired", 1L));
        assertThat(result.removed()).isEqualTo(Map.of("anna observed", 1, "anna derived", 1, "ben acquired", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "standard ! optional group seen (LIST) { repeated group list { optional group element { FIELDS } } }",
                "avro ! optional group seen (LIST) { repeated group array { FIELDS } }",
                "tuple ! optional group seen (LIST) { repeated group seen_tuple { FIELDS } }",
                "protobuf ! repeated group seen { FIELDS }",
            })
    void listsOfStructs(String name, String list) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message m { optional binary visitor (STRING); "
                + list.replace("FIELDS", "optional binary id (STRING); optional double score;")
                + " optional binary ts (STRING); }");
        Path file = folder.resolve(name + ".parquet");
        try (ParquetWriter<Group> writer = writer(file, schema)) {
            Group row = new SimpleGroup(schema);
            row.add("visitor", "c-anna");
            row.add("ts", "2026-03-01T12:00:00Z");
            Group seen = name.equals("protobuf") ? row : row.addGroup("seen");
            for (String segment : List.of("form_de", "form_de", "", "prams")) {
                Group item = name.equals("protobuf") ? seen.addGroup("seen") : seen.addGroup(0);
                Group struct = name.equals("standard") ? item.addGroup(0) : item;
                if (!segment.isEmpty()) {
                    struct.add("id", segment);
                }
                if (segment.equals("prams")) {
                    struct.add("score", 0.5);
                }
            }
            writer.write(row);
        }
        MembershipSource source = source(file, "seen", Optional.of("seen.id"));
        Result result = scan(source, file);
        assertThat(result.values()).isEqualTo(Map.of("candidate", 2L, "segment_missing", 1L, "stripped_inferred", 1L));
    }

    /** One cookie id is no text, whether the file has a dictionary of them or not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyThatIsNoTextIsQuarantinedInEveryEncoding(boolean dictionary) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType("message m { optional binary visitor (STRING);"
                + " repeated binary segments (STRING); optional binary ts (STRING); }");
        Path file = folder.resolve("keys.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .withDictionaryEncoding(dictionary)
                .build()) {
            writer.write(texts(schema, "c-anna", List.of("prams")));
            Group broken = new SimpleGroup(schema);
            broken.add("visitor", Binary.fromConstantByteArray(new byte[] {'a', 'b', (byte) 0xFF, 'c', 'd'}));
            broken.add("segments", "prams");
            broken.add("ts", "2026-03-01T12:00:00Z");
            writer.write(broken);
            writer.write(texts(schema, "c-anna", List.of("prams")));
            writer.write(texts(schema, "c-änna", List.of("prams")));
        }
        Result result = scan(source(file, "segments", Optional.empty()), file);
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 3L, "quarantined:undecodable", 1L));
        assertThat(result.removed()).isEqualTo(Map.of("anna observed", 2));
    }

    private static Group texts(MessageType schema, String visitor, List<String> segments) {
        Group row = new SimpleGroup(schema);
        row.add("visitor", visitor);
        row.add("ts", "2026-03-01T12:00:00Z");
        if (schema.getType("segments").isPrimitive()) {
            segments.forEach(segment -> row.add("segments", segment));
            return row;
        }
        Group list = row.addGroup("segments");
        for (String segment : segments) {
            if (list.getType().getType(0).isPrimitive()) {
                list.add(0, segment);
            } else {
                list.addGroup(0).add(0, segment);
            }
        }
        return row;
    }

    private static ParquetWriter<Group> writer(Path file, MessageType schema) throws IOException {
        return ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(schema)
                .build();
    }

    private static MembershipSource source(Path file, String segments, Optional<String> segment) {
        return new MembershipSource(
                LegacyBench.files("dmp", file),
                Shape.LIST,
                false,
                "visitor",
                Optional.of(segments),
                segment,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                segment.map(field -> field.replace(".id", ".score")),
                Optional.empty(),
                Optional.empty(),
                Optional.of("ts"),
                Optional.empty());
    }
}
