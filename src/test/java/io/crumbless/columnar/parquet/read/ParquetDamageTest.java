package io.crumbless.columnar.parquet.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.parquet.read.ParquetInputException.Reason;
import io.crumbless.columnar.parquet.write.PartFiles;
import io.crumbless.columnar.storage.LittleEndian;
import io.crumbless.columnar.storage.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the bytes of a file, reading it ends in rows or in an error that names the file: nothing else. */
@Tag("unit")
@Tag("slow")
class ParquetDamageTest {
    /** Of each file and kind of damage; {@code -Dparquet.damage.rounds=20000} looks harder. */
    private static final int ROUNDS = Integer.getInteger("parquet.damage.rounds", 400);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ours",
                "v1 uncompressed",
                "v2 uncompressed",
                "v1 snappy",
                "v2 zstd",
                "v2 gzip",
                "v1 lz4",
                "v1 lz4_raw",
                "delta"
            })
    void damageIsAnErrorThatNamesTheFile(String kind) throws IOException {
        byte[] whole = Files.readAllBytes(write(kind));
        Random random = new Random(kind.hashCode());
        int errors = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Path file = folder.resolve("damaged-" + round + ".parquet");
            Files.write(file, damage(whole, random));
            errors += readAll(file, round % 2 == 0, kind + ", round " + round);
            Files.delete(file);
        }
        // Some damage hits values only and cannot be seen; most must be.
        assertThat(errors).isGreaterThan(ROUNDS / 10);
    }

    private static byte[] damage(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int footer = LittleEndian.intAt(bytes, bytes.length - 8);
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                for (int i = 1 + random.nextInt(8); i > 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            case 2 -> {
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    bytes[bytes.length - 1 - random.nextInt(footer + 8)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 3 -> {
                int start = random.nextInt(bytes.length);
                Arrays.fill(
                        bytes, start, Math.min(bytes.length, start + random.nextInt(2000)), (byte) random.nextInt());
            }
            default -> {
                int length = 1 + random.nextInt(500);
                System.arraycopy(
                        whole,
                        random.nextInt(bytes.length - length),
                        bytes,
                        random.nextInt(bytes.length - length),
                        length);
            }
        }
        return bytes;
    }

    /** 1 if it ended in an error. */
    private static int readAll(Path file, boolean footerAtOnce, String what) {
        try {
            Location place = Location.of(file);
            ParquetTable table = footerAtOnce ? ParquetTable.open(place) : ParquetTable.openForFew(place);
            for (ColumnInfo column : table.columns()) {
                if (column.kind() != ColumnKind.UNSUPPORTED) {
                    Reading.column(table, column.name());
                }
            }
            return 0;
        } catch (ParquetInputException e) {
            assertThat(e).as(what).hasMessageContaining(file.toString());
            assertThat(e.reason()).as(what).isNotEqualTo(Reason.CHANGED);
            return 1;
        } catch (Throwable e) {
            throw new AssertionError(what + " ended in " + e, e);
        }
    }

    private Path write(String kind) throws IOException {
        Path file = folder.resolve("whole.parquet");
        if (kind.equals("ours")) {
            PartFiles.write(file, PartFiles.SETTINGS.withRowGroup(200, 1 << 20).withPage(50, 1 << 10), 0, 400, 1);
            return file;
        }
        if (kind.equals("delta")) {
            writeDelta(file);
            return file;
        }
        String[] words = kind.split(" ");
        try (DuckDb duck = new DuckDb()) {
            duck.execute("""
                    COPY (SELECT 'word ' || (i %% 20) AS word, 'unique ' || md5(i::varchar) AS long_word, i AS n,
                        CASE WHEN i %% 3 = 0 THEN NULL ELSE i * 1000003 END AS big, i / 7 AS d, i %% 2 = 0 AS flag,
                        (i * 1.5)::decimal(30,3) AS dec, make_timestamp(i * 1000003) AS at,
                        CASE WHEN i %% 5 = 0 THEN NULL ELSE list_transform(range(i %% 4), lambda x: 's' || x) END AS tags,
                        {'a': i, 'b': CASE WHEN i %% 2 = 0 THEN 'b' END} AS s
                    FROM range(600) r(i))
                    TO '%s' (FORMAT parquet, PARQUET_VERSION %s, COMPRESSION %s, ROW_GROUP_SIZE 2048)""".formatted(file, words[0], words[1]));
        }
        return file;
    }

    private static void writeDelta(Path file) throws IOException {
        MessageType schema = MessageTypeParser.parseMessageType(
                "message m { required binary name (STRING); optional boolean flag; repeated int32 n; }");
        SimpleGroupFactory groups = new SimpleGroupFactory(schema);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(schema)
                .withWriterVersion(WriterVersion.PARQUET_2_0)
                .withDictionaryEncoding(false)
                .withPageWriteChecksumEnabled(false)
                .withPageRowCountLimit(150)
                .build()) {
            for (int i = 0; i < 400; i++) {
                writer.write(groups.newGroup()
                        .append("name", "customer-%06d".formatted(i * 17))
                        .append("flag", i % 9 < 4)
                        .append("n", i)
                        .append("n", 2 * i));
            }
        }
    }

    @Test
    void aFileOfAnotherKindIsSaidToBe() throws IOException {
        Path file = Files.writeString(folder.resolve("a.parquet"), "visitor,segment\nv1,s1\nv2,s2\n");

        assertThatThrownBy(() -> ParquetTable.open(Location.of(file)))
                .isInstanceOf(ParquetInputException.class)
                .hasMessage(
                        "Cannot read " + file + ": the footer is damaged: the file does not end as a Parquet file does;"
                                + " it is cut short, or of another kind; ask the source to deliver the file again");
    }

    @Test
    void anEmptyFileIsSaidToBe() throws IOException {
        Path file = Files.createFile(folder.resolve("a.parquet"));

        assertThatThrownBy(() -> ParquetTable.open(Location.of(file)))
                .hasMessageContaining("the footer is damaged: a file of 0 bytes is not a Parquet file");
    }

    @Test
    void anEncryptedFileIsSaidToBe() throws IOException {
        byte[] bytes = Files.readAllBytes(partFile("a.parquet"));
        System.arraycopy("PARE".getBytes(StandardCharsets.UTF_8), 0, bytes, bytes.length - 4, 4);
        Path file = Files.write(folder.resolve("b.parquet"), bytes);

        assertThatThrownBy(() -> ParquetTable.open(Location.of(file)))
                .isInstanceOf(ParquetInputException.class)
                .hasMessage("Cannot read " + file + ": the footer: the file is encrypted; deliver it unencrypted");
    }

    @Test
    void aDamagedPageIsPlaced() throws IOException {
        byte[] bytes = Files.readAllBytes(partFile("a.parquet"));
        bytes[60] ^= 0x10;
        Path file = Files.write(folder.resolve("b.parquet"), bytes);

        assertThatThrownBy(() -> Reading.column(file, "subject_id"))
                .isInstanceOf(ParquetInputException.class)
                .hasMessage("Cannot read " + file + ": row group 0, column 'subject_id' is damaged: a page does not"
                        + " match its checksum; ask the source to deliver the file again");
    }

    @Test
    void noValueOfTheFileIsInTheErrorOrItsCauses() throws IOException {
        byte[] whole = Files.readAllBytes(partFile("a.parquet"));
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            Path file = Files.write(folder.resolve("c.parquet"), damage(whole, random));
            try {
                ParquetTable table = ParquetTable.open(Location.of(file));
                List<String> columns =
                        table.columns().stream().map(ColumnInfo::name).toList();
                columns.forEach(column -> Reading.column(table, column));
            } catch (ParquetInputException e) {
                java.io.StringWriter trace = new java.io.StringWriter();
                e.printStackTrace(new java.io.PrintWriter(trace));
                assertThat(trace.toString()).doesNotContain("customer-");
            }
        }
    }

    private Path partFile(String name) {
        Path file = folder.resolve(name);
        PartFiles.write(file, PartFiles.SETTINGS, 0, 200, 1);
        return file;
    }
}
