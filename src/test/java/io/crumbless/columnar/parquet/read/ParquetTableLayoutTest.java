package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layouts of older and other writers, made by parquet-java's example writer, become the same columns. */
@Tag("unit")
class ParquetTableLayoutTest {
    private static final int ROWS = 2_500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optional group tags (LIST) { repeated group list { optional binary element (STRING); } }",
                "optional group tags (LIST) { repeated group bag { optional binary array_element (STRING); } }",
                "optional group tags (LIST) { repeated group element { optional binary str (STRING); } }",
                "optional group tags (LIST) { repeated group list { required binary element (STRING); } }",
                "optional group tags (LIST) { repeated binary array (STRING); }",
                "required group tags (LIST) { repeated binary element (STRING); }",
                "repeated binary tags (STRING);",
            })
    void aListIsAListHoweverItIsLaidOut(String field) throws IOException {
        Path file = write("message m { " + field + " }", WriterVersion.PARQUET_1_0, (group, i) -> {
            boolean bare = field.startsWith("repeated");
            boolean threeLevels = field.contains("repeated group");
            Group list = bare ? group : i % 4 == 3 && field.startsWith("optional") ? null : group.addGroup("tags");
            for (int k = 0; list != null && k < i % 3; k++) {
                Group parent = threeLevels ? list.addGroup(0) : list;
                parent.append(parent.getType().getFieldName(0), "t" + k);
            }
        });

        List<String> read = Reading.column(file, "tags");
        assertThat(ParquetTable.open(Location.of(file)).column("tags").list()).isTrue();
        for (int i = 0; i < ROWS; i++) {
            String items = i % 3 == 0 ? "[]" : i % 3 == 1 ? "[t0]" : "[t0, t1]";
            assertThat(read.get(i)).isEqualTo(i % 4 == 3 && field.startsWith("optional") ? "null" : items);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optional group s (LIST) { repeated group list { optional group element { %s } } }",
                "optional group s (LIST) { repeated group bag { optional group array_element { %s } } }",
                "optional group s (LIST) { repeated group array { %s } }",
                "optional group s (LIST) { repeated group s_tuple { %s } }",
                "repeated group s { %s }",
            })
    void fieldsOfAListOfStructsStayInStep(String field) throws IOException {
        String fields = "required binary segment (STRING); optional int32 score;";
        Path file = write("message m { " + field.formatted(fields) + " }", WriterVersion.PARQUET_2_0, (group, i) -> {
            boolean wrapped = field.contains("element {") || field.contains("array_element {");
            Group list = field.startsWith("repeated") ? null : group.addGroup("s");
            for (int k = 0; k < i % 3; k++) {
                Group item = list == null ? group.addGroup("s") : list.addGroup(0);
                Group struct = wrapped ? item.addGroup(0) : item;
                struct.append("segment", "s" + k);
                if (k == 1) {
                    struct.append("score", i);
                }
            }
        });

        assertThat(Reading.column(file, "s.segment").subList(0, 6))
                .containsExactly("[]", "[s0]", "[s0, s1]", "[]", "[s0]", "[s0, s1]");
        assertThat(Reading.column(file, "s.score").subList(0, 6))
                .containsExactly("[]", "[null]", "[null, 2]", "[]", "[null]", "[null, 5]");
    }

    @Test
    void aListThatGoesAcrossBatchesIsOneRow() throws IOException {
        int items = 3 * ChunkPages.BATCH + 17;
        Path file = write("message m { repeated int64 n; }", WriterVersion.PARQUET_1_0, (group, i) -> {
            for (int k = 0; k < (i == 1 ? items : 1); k++) {
                group.append("n", (long) k);
            }
        });

        try (RowGroupReader rows = ParquetTable.open(Location.of(file)).rowGroup(0, List.of("n"))) {
            ColumnCursor cursor = rows.column("n");
            cursor.next();
            assertThat(cursor.listSize()).isEqualTo(1);
            cursor.next();
            assertThat(cursor.listSize()).isEqualTo(items);
            for (int k = 0; k < items; k++) {
                cursor.item(k);
                assertThat(cursor.whole()).isEqualTo(k);
            }
            cursor.next();
            assertThat(cursor.listSize()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(WriterVersion.class)
    void readsDeltaStringsRunLengthBooleansAndPlainFixed(WriterVersion version) throws IOException {
        String schema = """
                message m {
                  required binary sorted (STRING);
                  optional boolean flag;
                  required fixed_len_byte_array(5) code (DECIMAL(10,3));
                  optional int64 steady;
                  required binary decimal (DECIMAL(20,4));
                }""";
        Path file = write(schema, version, CompressionCodecName.SNAPPY, false, (group, i) -> {
            group.append("sorted", "customer-%08d".formatted(i * 3));
            if (i % 5 != 0) {
                group.append("flag", i % 40 < 20);
            }
            group.append("code", Binary.fromConstantByteArray(fiveBytes(i - 1000)));
            if (i % 2 == 0) {
                group.append("steady", 1_000_000_000_000L + 60L * i);
            }
            group.append("decimal", Binary.fromConstantByteArray(new byte[] {(byte) (i % 100), 7}));
        });

        List<String> sorted = Reading.column(file, "sorted");
        List<String> flags = Reading.column(file, "flag");
        List<String> codes = Reading.column(file, "code");
        List<String> steady = Reading.column(file, "steady");
        List<String> decimals = Reading.column(file, "decimal");
        for (int i = 0; i < ROWS; i++) {
            assertThat(sorted.get(i)).isEqualTo("customer-%08d".formatted(i * 3));
            assertThat(flags.get(i)).isEqualTo(i % 5 == 0 ? "null" : String.valueOf(i % 40 < 20));
            assertThat(codes.get(i))
                    .isEqualTo(java.math.BigDecimal.valueOf(i - 1000, 3).toPlainString());
            assertThat(steady.get(i)).isEqualTo(i % 2 == 0 ? String.valueOf(1_000_000_000_000L + 60L * i) : "null");
            assertThat(decimals.get(i))
                    .isEqualTo(java.math.BigDecimal.valueOf((i % 100) * 256L + 7, 4)
                            .toPlainString());
        }
    }

    private static byte[] fiveBytes(long value) {
        byte[] eight = ByteBuffer.allocate(8).putLong(value).array();
        return java.util.Arrays.copyOfRange(eight, 3, 8);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void readsEachCodecOfTheLibrary(CompressionCodecName codec) throws IOException {
        Path file = write(
                "message m { required binary w (STRING); }",
                WriterVersion.PARQUET_2_0,
                codec,
                true,
                (group, i) -> group.append("w", "word " + i % 100));

        assertThat(Reading.column(file, "w"))
                .hasSize(ROWS)
                .startsWith("word 0", "word 1")
                .endsWith("word 99");
    }

    @Test
    void readsInt96AsAnInstant() throws IOException {
        Path file = write("message m { optional int96 ts; }", WriterVersion.PARQUET_1_0, (group, i) -> {
            if (i > 2) {
                return;
            }
            // 2026-11-22 is Julian day 2461367.
            ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(List.of(0L, 37_800_000_000_000L, 86_399_999_999_999L).get(i))
                    .putInt(2_461_367);
            group.append("ts", Binary.fromConstantByteArray(bytes.array()));
        });

        assertThat(Reading.column(file, "ts"))
                .startsWith("2026-11-22T00:00:00Z", "2026-11-22T10:30:00Z", "2026-11-22T23:59:59.999999999Z", "null");
        try (RowGroupReader rows = ParquetTable.open(Location.of(file)).rowGroup(0, List.of("ts"))) {
            ColumnCursor cursor = rows.column("ts");
            cursor.next();
            cursor.next();
            assertThat(cursor.micros()).isEqualTo(1_795_343_400_000_000L);
        }
    }

    @Test
    void timestampsOfEveryUnitHaveTheirMicroseconds() throws IOException {
        String schema = """
                message m {
                  required int64 ms (TIMESTAMP(MILLIS,true));
                  required int64 us (TIMESTAMP(MICROS,true));
                  required int64 ns (TIMESTAMP(NANOS,false));
                }""";
        Path file = write(schema, WriterVersion.PARQUET_1_0, (group, i) -> group.append("ms", -1L)
                .append("us", -1L)
                .append("ns", -1L));

        assertThat(Reading.column(file, "ms")).startsWith("1969-12-31T23:59:59.999Z");
        assertThat(Reading.column(file, "us")).startsWith("1969-12-31T23:59:59.999999Z");
        assertThat(Reading.column(file, "ns")).startsWith("1969-12-31T23:59:59.999999999");
        try (RowGroupReader rows = ParquetTable.open(Location.of(file)).rowGroup(0, List.of("ms", "us", "ns"))) {
            for (String name : List.of("ms", "us", "ns")) {
                rows.column(name).next();
            }
            assertThat(rows.column("ms").micros()).isEqualTo(-1000);
            assertThat(rows.column("us").micros()).isEqualTo(-1);
            assertThat(rows.column("ns").micros()).isEqualTo(-1);
        }
    }

    @Test
    void bytesThatAreNoUtf8HaveNoText() throws IOException {
        Path file = write(
                "message m { required binary a; }",
                WriterVersion.PARQUET_1_0,
                (group, i) -> group.append(
                        "a",
                        Binary.fromConstantByteArray(
                                i == 0
                                        ? new byte[] {(byte) 0xC3, 0x28}
                                        : "\uFFFD ü".getBytes(java.nio.charset.StandardCharsets.UTF_8))));

        assertThat(Reading.column(file, "a")).startsWith("null", "\uFFFD ü");
        try (RowGroupReader rows = ParquetTable.open(Location.of(file)).rowGroup(0, List.of("a"))) {
            rows.column("a").next();
            assertThat(rows.column("a").isNull()).isFalse();
            assertThat(rows.column("a").text()).isNull();
        }
    }

    @Test
    void mapsAndListsOfListsAreSeenButNotRead() throws IOException {
        String schema = """
                message m {
                  optional group attributes (MAP) { repeated group key_value { required binary key (STRING); optional int32 value; } }
                  optional group matrix (LIST) { repeated group list { optional group element (LIST) { repeated group list { optional int32 element; } } } }
                  required fixed_len_byte_array(12) span (INTERVAL);
                  required int32 fine;
                }""";
        Path file = write(schema, WriterVersion.PARQUET_1_0, (group, i) -> group.append(
                        "span", Binary.fromConstantByteArray(new byte[12]))
                .append("fine", i));
        ParquetTable table = ParquetTable.open(Location.of(file));

        assertThat(table.columns())
                .extracting(ColumnInfo::name, ColumnInfo::kind)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("matrix", ColumnKind.UNSUPPORTED),
                        org.assertj.core.groups.Tuple.tuple("span", ColumnKind.UNSUPPORTED),
                        org.assertj.core.groups.Tuple.tuple("fine", ColumnKind.WHOLE));
        assertThat(Reading.column(table, "fine")).startsWith("0", "1", "2");
        for (String name : List.of("attributes", "matrix", "span")) {
            assertThatThrownBy(() -> table.rowGroup(0, List.of(name)))
                    .isInstanceOf(ParquetInputException.class)
                    .hasMessageContaining("column '" + name + "' of type")
                    .hasMessageContaining("cannot be read");
        }
    }

    @Test
    void aMissingColumnListsThoseThatExist() throws IOException {
        Path file = write(
                "message m { required int32 visitor; required int32 segment; }",
                WriterVersion.PARQUET_1_0,
                (group, i) -> group.append("visitor", i).append("segment", i));

        assertThatThrownBy(() -> ParquetTable.open(Location.of(file)).rowGroup(0, List.of("cookie_id")))
                .isInstanceOf(ParquetInputException.class)
                .hasMessage("Cannot read " + file + ": column 'cookie_id' is missing, found [visitor, segment]");
    }

    @Test
    void anUnreadableCodecIsNamed() throws IOException {
        Path file = folder.resolve("brotli.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.execute(
                    "COPY (SELECT i AS n FROM range(10) r(i)) TO '" + file + "' (FORMAT parquet, COMPRESSION brotli)");
        }

        assertThatThrownBy(() -> Reading.column(file, "n"))
                .isInstanceOf(ParquetInputException.class)
                .hasMessage(
                        "Cannot read " + file + ": row group 0, column 'n': pages compressed with BROTLI are not read;"
                                + " write the file with zstd, snappy, gzip or lz4");
    }

    @Test
    void aFileWithoutRowsHasColumnsAndNoRowGroups() throws IOException {
        Path file = folder.resolve("empty.parquet");
        MessageType schema = MessageTypeParser.parseMessageType("message m { required int32 n; }");
        ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(schema)
                .build()
                .close();

        ParquetTable table = ParquetTable.open(Location.of(file));
        assertThat(table.rows()).isZero();
        assertThat(table.rowGroups()).isZero();
        assertThat(table.columns()).extracting(ColumnInfo::name).containsExactly("n");
    }

    @Test
    void aFileReplacedWhileBeingReadIsNotMixedUp() throws IOException {
        Path file =
                write("message m { required int32 n; }", WriterVersion.PARQUET_1_0, (group, i) -> group.append("n", i));
        ParquetTable table = ParquetTable.open(Location.of(file));
        Files.write(file, new byte[] {1, 2, 3});

        assertThatThrownBy(() -> table.rowGroup(0, List.of("n")))
                .isInstanceOf(ParquetInputException.class)
                .hasMessageContaining("it was changed (from ")
                .hasMessageContaining(" to 3 bytes) while being read");
        Files.delete(file);
        assertThatThrownBy(() -> table.rowGroup(0, List.of("n")))
                .isInstanceOf(ParquetInputException.class)
                .hasMessageContaining("it was deleted while being read");
    }

    private Path write(String schema, WriterVersion version, BiConsumer<Group, Integer> row) throws IOException {
        return write(schema, version, CompressionCodecName.UNCOMPRESSED, true, row);
    }

    private Path write(
            String schema,
            WriterVersion version,
            CompressionCodecName codec,
            boolean dictionary,
            BiConsumer<Group, Integer> row)
            throws IOException {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        Path file = folder.resolve("f" + System.nanoTime() + ".parquet");
        SimpleGroupFactory groups = new SimpleGroupFactory(type);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(type)
                .withWriterVersion(version)
                .withCompressionCodec(codec)
                .withDictionaryEncoding(dictionary)
                .withPageRowCountLimit(999)
                .build()) {
            for (int i = 0; i < ROWS; i++) {
                Group group = groups.newGroup();
                row.accept(group, i);
                writer.write(group);
            }
        }
        return file;
    }
}
