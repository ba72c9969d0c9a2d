package io.crumbless.columnar.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: every record of an Avro file is read, with the text a person would write for each value, or the file is refused. */
@Tag("unit")
class AvroLinesTest {
    private static final Schema PLAIN = schema("{\"name\":\"id\",\"type\":\"string\"}");

    private static Schema schema(String fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }

    private static byte[] file(Schema schema, String codec, List<GenericData.Record> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericData.Record> out = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            out.setCodec(CodecFactory.fromString(codec));
            out.setSyncInterval(1024);
            out.create(schema, bytes);
            for (GenericData.Record record : records) {
                out.append(record);
            }
        }
        return bytes.toByteArray();
    }

    private static GenericData.Record record(Schema schema, Object... values) {
        GenericData.Record record = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        return record;
    }

    private static List<String> lines(byte[] file) throws IOException {
        try (UnpackedInput in = new UnpackedInput(new ByteArrayInputStream(file), "f.avro", UnpackLimits.DEFAULTS)) {
            assertThat(in.packing()).contains(Packing.AVRO);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static byte[] thousand(String codec) throws IOException {
        return file(
                PLAIN,
                codec,
                IntStream.range(0, 1_000).mapToObj(i -> record(PLAIN, "C-" + i)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "bzip2", "xz", "zstandard"})
    void readsEveryCodec(String codec) throws IOException {
        byte[] file = thousand(codec);

        assertThat(lines(file)).hasSize(1_000).startsWith("{\"id\":\"C-0\"}").endsWith("{\"id\":\"C-999\"}");
        assertThat(AvroBlocks.count(new ByteArrayInputStream(file))).isEqualTo(1_000);
    }

    @Test
    void writesEachTypeAsAPersonWould() throws IOException {
        Schema schema = schema("""
                {"name":"day","type":{"type":"int","logicalType":"date"}},
                {"name":"millis","type":{"type":"long","logicalType":"timestamp-millis"}},
                {"name":"micros","type":{"type":"long","logicalType":"timestamp-micros"}},
                {"name":"local","type":{"type":"long","logicalType":"local-timestamp-millis"}},
                {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},
                {"name":"id","type":"long"},
                {"name":"share","type":"double"},
                {"name":"member","type":"boolean"},
                {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B"]}},
                {"name":"none","type":["null","string"]},
                {"name":"some","type":["null","string"]},
                {"name":"list","type":{"type":"array","items":"string"}},
                {"name":"map","type":{"type":"map","values":"int"}},
                {"name":"inner","type":{"type":"record","name":"I","fields":[{"name":"a","type":"string"}]}},
                {"name":"raw","type":"bytes"}
                """);
        Schema inner = schema.getField("inner").schema();
        GenericData.Record record = record(
                schema,
                20_779,
                1_795_339_860_500L,
                -1L,
                1_795_339_860_000L,
                ByteBuffer.wrap(new BigDecimal("12.50").unscaledValue().toByteArray()),
                Long.MAX_VALUE,
                1e-7,
                true,
                new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"),
                null,
                "say \"hi\"",
                List.of("x", "y"),
                Map.of("k", 1),
                record(inner, "z"),
                ByteBuffer.wrap(new byte[] {1, 2, 3}));

        assertThat(lines(file(schema, "null", List.of(record))))
                .containsExactly("{\"day\":\"2026-11-22\",\"millis\":\"2026-11-22T09:31:00.500Z\","
                        + "\"micros\":\"1969-12-31T23:59:59.999999Z\",\"local\":\"2026-11-22T09:31:00\",\"price\":\"12.50\","
                        + "\"id\":\"9223372036854775807\",\"share\":\"0.0000001\",\"member\":\"true\",\"kind\":\"B\","
                        + "\"none\":null,\"some\":\"say \\\"hi\\\"\",\"list\":[\"x\",\"y\"],\"map\":{\"k\":\"1\"},"
                        + "\"inner\":{\"a\":\"z\"},\"raw\":{\"bytes\":\"3\"}}");
    }

    @Test
    void aFileCutShortAnywhereIsRefusedOrCountsLess() throws IOException {
        byte[] file = thousand("deflate");
        for (int length = 4; length < file.length; length += 7) {
            byte[] cut = Arrays.copyOf(file, length);
            long read;
            try {
                read = lines(cut).size();
            } catch (Failure damaged) {
                continue;
            }
            assertThatThrownBy(() -> AvroBlocks.count(new ByteArrayInputStream(cut)))
                    .as("cut at " + length + ", of which " + read + " were read")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aDamagedBlockIsRefused() throws IOException {
        byte[] file = thousand("deflate");
        file[file.length / 2] ^= 0x55;

        assertThatThrownBy(() -> lines(file)).isInstanceOf(Failure.class).hasMessageContaining("damaged or cut short");
    }

    @Test
    void valuesThatAreNoRecordsAreRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Schema text = Schema.create(Schema.Type.STRING);
        try (DataFileWriter<String> out = new DataFileWriter<>(new GenericDatumWriter<>(text))) {
            out.create(text, bytes);
            out.append("C-1");
        }

        assertThatThrownBy(() -> lines(bytes.toByteArray())).isInstanceOf(Failure.class);
    }
}
