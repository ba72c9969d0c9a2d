package io.crumbless.night.legacy;

import static io.crumbless.night.legacy.LegacyBench.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.DuckDb;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.night.legacy.LegacyBench.Result;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bad input is reported, quarantined and counted: however a file was damaged, every row is in one bin, or the file is
 * refused with a reason that contains no value of a person. {@link LegacyBench#scan} checks the counts of every case.
 */
@Tag("unit")
class LegacyTrapsTest {
    private static final String HEADER = "visitor,segment,ts\n";
    private static final String ANNA = "c-anna,form_de,2026-03-01T12:00:00Z\n";
    private static final String BEN = "c-ben,prams,2026-03-01T12:00:00Z\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"UTF-8,true", "UTF-16LE,true", "UTF-16BE,true", "windows-1252,false"})
    void encodings(String encoding, boolean mark) throws IOException {
        String text = (mark ? "\uFEFF" : "") + "visitör,segment,ts\n" + ANNA + BEN;
        Path file = Files.write(folder.resolve("m.csv"), text.getBytes(Charset.forName(encoding)));
        CsvDialect dialect = new CsvDialect(',', '"', Charset.forName(encoding), List.of());
        LegacyFiles files = new LegacyFiles("dmp", file.toString(), Format.CSV, dialect, Optional.empty(), false);
        assertBothRead(scan(source(files, "visitör"), file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "visitor,segment,ts\r\nc-anna,form_de,2026-03-01T12:00:00Z\r\nc-ben,prams,2026-03-01T12:00:00Z\r\n",
                "visitor,segment,ts\nc-anna,form_de,2026-03-01T12:00:00Z\nc-ben,prams,2026-03-01T12:00:00Z",
                "ts,\"segment\",visitor,extra\n\n2026-03-01T12:00:00Z,form_de,c-anna,\n\n,prams, c-ben ,\"a\nb\"\n\n",
                "visitor,segment,ts\n\"c-anna\",\"form_de\",\"2026-03-01T12:00:00Z\"\n\"c-ben\",\"prams\",\\N\n",
            })
    void harmlessVariations(String csv) throws IOException {
        Path file = Files.writeString(folder.resolve("m.csv"), csv);
        assertBothRead(scan(source(LegacyBench.files("dmp", file), "visitor"), file));
    }

    private static void assertBothRead(Result result) {
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 2L));
        assertThat(result.values()).isEqualTo(Map.of("candidate", 1L, "stripped_observed", 1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "c-anna,form_de ! ragged ! 1",
                "c-anna,form_de,2026,x ! ragged ! 1",
                "c-anna,\"form\"de,x ! quoting ! 1",
                "c-anna,\"form_de,x ! quoting ! 2",
                "c-an\0na,form_de,x ! nul ! 1",
                "NULL,form_de,x ! key_missing ! 1",
                "'',form_de,x ! key_missing ! 1",
                "c-anna,\\N,x ! segment_missing ! 1",
            })
    void oneBadRowIsQuarantinedAlone(String row, String reason, long rows) throws IOException {
        Path file = Files.writeString(folder.resolve("m.csv"), HEADER + ANNA + row + "\n" + BEN);
        Result result = scan(source(LegacyBench.files("dmp", file), "visitor"), file);
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 3 - rows, "quarantined:" + reason, rows));
        assertThat(result.quarantined()).first().isEqualTo("3: " + reason);
    }

    @Test
    void undecodableBytesSpoilOneRow() throws IOException {
        byte[] bytes = (HEADER + ANNA + "c-#,prams,x\n" + BEN).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '#' ? (byte) 0xE4 : bytes[i];
        }
        Path file = Files.write(folder.resolve("m.csv"), bytes);
        Result result = scan(source(LegacyBench.files("dmp", file), "visitor"), file);
        assertThat(result.rows()).isEqualTo(Map.of("expanded", 2L, "quarantined:undecodable", 1L));
        assertThat(result.quarantined()).containsExactly("3: undecodable");
    }

    /** A list of ids is not an id, nor is an object: linked as text, it would silently match nobody. */
    @Test
    void aListOfIdsIsNoId() throws IOException {
        List<String> reasons = new ArrayList<>();
        Path links = Files.writeString(
                folder.resolve("l.jsonl"),
                "{\"c\":[\"1\",\"2\"],\"s\":\"007\"}\n{\"c\":\"1\",\"s\":{\"id\":\"007\"}}\n{\"c\":\"1\",\"s\":\"007\"}\n");
        new LinkScanner(
                        new LinkSource(
                                LegacyBench.files("logins", links),
                                "c",
                                "s",
                                Optional.empty(),
                                Optional.of("login"),
                                Optional.empty()),
                        LegacyBench.POLICY,
                        LegacyBench.NIGHT)
                .scan(
                        LegacyBench.entry(links),
                        new LinkTableBuilder(),
                        (position, reason) -> reasons.add(position + ": " + reason.word()));

        assertThat(reasons).containsExactly("1: cookie_missing", "2: subject_missing");
    }

    @Test
    void idsOf38DigitsStayText() throws IOException {
        LinkTableBuilder builder = new LinkTableBuilder();
        Path links = Files.writeString(
                folder.resolve("l.jsonl"), "{\"c\":12345678901234567890123456789012345678,\"s\":\"007\"}\n");
        new LinkScanner(
                        new LinkSource(
                                LegacyBench.files("logins", links),
                                "c",
                                "s",
                                Optional.empty(),
                                Optional.of("login"),
                                Optional.empty()),
                        LegacyBench.POLICY,
                        LegacyBench.NIGHT)
                .scan(LegacyBench.entry(links), builder, (position, reason) -> {});
        LinkTable table = builder.finish();
        for (String name : List.of("m.csv", "m.jsonl", "m.parquet")) {
            Path file = folder.resolve(name);
            try (DuckDb duck = new DuckDb()) {
                duck.write(
                        "SELECT 12345678901234567890123456789012345678::DECIMAL(38,0)::"
                                + (name.equals("m.parquet") ? "DECIMAL(38,0)" : "VARCHAR")
                                + " AS visitor, 'prams' AS segment, NULL::VARCHAR AS ts",
                        file);
            }
            Result result = scan(source(LegacyBench.files("dmp", file), "visitor"), file, LegacyBench.NIGHT, table);
            assertThat(result.removed()).as(name).isEqualTo(Map.of("007 observed", 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.csv", "m.jsonl"})
    void anEmptyFileHasNoRows(String name) throws IOException {
        Path file = Files.createFile(folder.resolve(name));
        assertThat(scan(source(LegacyBench.files("dmp", file), "visitor"), file).rows())
                .isEmpty();
    }

    @Test
    void aFileCutShortIsRefused() throws IOException {
        Path file = folder.resolve("m.parquet");
        try (DuckDb duck = new DuckDb()) {
            duck.write("SELECT 'c' AS visitor, 's' AS segment, 't' AS ts FROM range(1000)", file);
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> scan(source(LegacyBench.files("dmp", file), "visitor"), file))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Cannot read " + file)
                .hasMessageContaining("legacy source 'dmp'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.csv", "m.jsonl", "m.parquet"})
    void aFileReplacedAfterItWasListedIsRefused(String name) throws IOException {
        Path file = folder.resolve(name);
        try (DuckDb duck = new DuckDb()) {
            duck.write("SELECT 'c' AS visitor, 's' AS segment, 't' AS ts", file);
            MembershipSource source = source(LegacyBench.files("dmp", file), "visitor");
            MembershipSplit split =
                    MembershipSplit.of(source, List.of(LegacyBench.entry(file))).get(0);
            Files.delete(file);
            duck.write("SELECT 'c' AS visitor, 's' AS segment, 't' AS ts FROM range(9)", file);
            MembershipScanner scanner = new MembershipScanner(
                    source, LegacyBench.POLICY, LegacyBench.NIGHT, new LinkTableBuilder().finish());
            assertThatThrownBy(() -> scanner.scan(split, LegacyBench.sink()))
                    .isInstanceOf(Failure.class)
                    .hasMessage("Cannot read " + file + " of legacy source 'dmp': it was changed during the run; "
                            + "deliver a new version under a new name and run again");
        }
    }

    @Tag("differential")
    @ParameterizedTest
    @ValueSource(strings = {"m.csv", "m.jsonl"})
    void mutatedTextNeverThrowsAndKeepsItsBooks(String name) throws IOException {
        Path file = folder.resolve(name);
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT 'c-' || ['anna', 'ben', 'tablet'][1 + range % 3] AS visitor,"
                            + " ['form_de', 'secret \"x\", y', 'prams'][1 + range % 3] AS segment,"
                            + " '2026-03-01T12:00:00Z' AS ts FROM range(40)",
                    file);
        }
        byte[] valid = Files.readAllBytes(file);
        Random random = new Random(7);
        byte[] junk = {'"', ',', '\n', '\r', 0, '\\', '{', '}', (byte) 0xC3, (byte) 0xFF, 'x'};
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] bytes = valid.clone();
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = junk[random.nextInt(junk.length)];
            }
            Files.write(file, random.nextInt(10) == 0 ? Arrays.copyOf(bytes, bytes.length / 2) : bytes);
            refused += scanOrRefuse(file);
        }
        assertThat(refused).isLessThan(200);
    }

    @Tag("differential")
    @Test
    void mutatedParquetNeverThrowsAnythingButARefusal() throws IOException {
        Path file = folder.resolve("m.parquet");
        Random random = new Random(8);
        int refused = 0;
        for (String options : List.of("COMPRESSION zstd", "COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1")) {
            Files.deleteIfExists(file);
            try (DuckDb duck = new DuckDb()) {
                duck.write(
                        "SELECT 'c-' || ['anna', 'ben', 'tablet'][1 + range % 3] AS visitor,"
                                + " ['form_de', 'secret', 'prams'][1 + range % 3] AS segment,"
                                + " '2026-03-01T12:00:00Z' AS ts FROM range(300)",
                        file, options.split(", "));
            }
            byte[] valid = Files.readAllBytes(file);
            for (int round = 0; round < 300; round++) {
                byte[] bytes = valid.clone();
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Files.write(file, bytes);
                refused += scanOrRefuse(file);
            }
        }
        assertThat(refused).isBetween(100, 600);
    }

    /** 1 if the file was refused; the message must tell no value of it. */
    private static int scanOrRefuse(Path file) {
        try {
            scan(source(LegacyBench.files("dmp", file), "visitor"), file);
            return 0;
        } catch (Failure refusal) {
            assertThat(refusal.category()).isEqualTo(Failure.ErrorCategory.INPUT);
            assertThat(refusal.getMessage()).contains(file.toString()).doesNotContain("anna", "secret", "tablet");
            return 1;
        }
    }

    private static MembershipSource source(LegacyFiles files, String key) {
        return new MembershipSource(
                files,
                Shape.MEMBERSHIP,
                false,
                key,
                Optional.empty(),
                Optional.of("segment"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("ts"),
                Optional.empty());
    }
}
