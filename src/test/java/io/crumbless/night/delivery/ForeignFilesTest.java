package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.process.Failure;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a file in another format than configured is refused by name, with its actual format, before it is read. */
@Tag("unit")
class ForeignFilesTest {
    private static final String CSV_TEXT = "id,name,at\nC-1,Ada,2026-11-01\nC-2,Zoë,2026-11-02\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1f8b0800 | compressed with gzip",
                "28b52ffd0458 | compressed with zstd",
                "425a6839314159265359 | compressed with bzip2",
                "fd377a585a0000 | compressed with xz",
                "04224d186440 | compressed with lz4",
                "ff060000734e61507059 | compressed with snappy",
                "504b030414000600 | a zip archive, or an Excel workbook",
                "377abcaf271c | a 7z archive",
                "d0cf11e0a1b11ae1 | an old Excel workbook",
                "4f626a0104 | an Avro file",
                "4f52430a1d0a | an ORC file",
                "53455106 | a Hadoop sequence file",
                "4152524f57310000 | an Arrow file",
                "53514c69746520666f726d6174203300 | a SQLite database",
                "255044462d312e37 | a PDF",
                "504152311504 | Parquet",
            })
    void knowsOtherFormatsByTheirFirstBytes(String hex, String what) {
        byte[] mark = HexFormat.of().parseHex(hex.strip());
        byte[] bytes = new byte[600];
        new Random(3).nextBytes(bytes);
        System.arraycopy(mark, 0, bytes, 0, mark.length);
        for (FileFormat format : List.of(TestingDelivery.CSV, TestingDelivery.JSONL)) {
            assertRefused(bytes, format, what);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u2028", "\u001E", "\u000B", "\\n"})
    void linesNeedLineEnds(String other) {
        assertRefused(
                CSV_TEXT.replace("\n", other).getBytes(StandardCharsets.UTF_8),
                TestingDelivery.CSV,
                "written without line ends (LF, CR LF or CR)");
        assertRefused(
                ("{\"id\":\"C-1\"}" + other + "{\"id\":\"C-2\"}").getBytes(StandardCharsets.UTF_8),
                TestingDelivery.JSONL,
                "written without line ends (LF, CR LF or CR)");
    }

    /** A delivery of what is new may be one record, and what somebody wrote several lines. */
    @ParameterizedTest
    @ValueSource(strings = {"\u2028", "\u0085", "\\n"})
    void aSingleRecordMayHoldThem(String other) {
        assertThat(count(
                        ("{\"id\":\"C-1\",\"note\":\"one" + other + "two\"}").getBytes(StandardCharsets.UTF_8),
                        TestingDelivery.JSONL))
                .isEqualTo(1);
        String longRecord = "{\"id\":\"C-1\",\"note\":\"" + ("word" + other).repeat(2000) + "\"}\n";
        assertThat(count(longRecord.getBytes(StandardCharsets.UTF_8), TestingDelivery.JSONL))
                .isEqualTo(1);
    }

    @Test
    void aSingleRecordWithoutAHeaderMayHoldAnEscapedLineEnd() {
        FileFormat headerless =
                new FileFormat.Csv(new CsvDialect(',', '"', StandardCharsets.UTF_8, List.of("id", "note")));

        assertThat(count("C-1,one\\ntwo".getBytes(StandardCharsets.UTF_8), headerless))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Salted__0123456789 | encrypted, or a certificate",
                "-----BEGIN AGE ENCRYPTED FILE----- | encrypted, or a certificate",
                "$ANSIBLE_VAULT;1.1;AES256 | encrypted, or a certificate",
                "<Error><Code>AccessDenied</Code></Error> | the answer of a server, perhaps of an error",
                "HTTP/1.1 502 Bad Gateway | the answer of a server, perhaps of an error",
            })
    void knowsTextsThatAreNoDelivery(String text, String what) {
        assertRefused((text + "\n").getBytes(StandardCharsets.UTF_8), TestingDelivery.CSV, what);
    }

    @Test
    void saysWhatStandsWhereParquetShould() {
        assertRefused(
                HexFormat.of().parseHex("1f8b08000000000000ff0300"), TestingDelivery.PARQUET, "compressed with gzip");
        assertRefused(
                CSV_TEXT.getBytes(StandardCharsets.UTF_8), TestingDelivery.PARQUET, "text: set the source's format");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void wideEncodingsNeedAMarkOrAName(String name) {
        Charset encoding = Charset.forName(name);
        byte[] bare = CSV_TEXT.getBytes(encoding);
        assertRefused(bare, TestingDelivery.CSV, "encoded in UTF-16 or UTF-32, without a byte order mark");
        assertRefused(bare, TestingDelivery.JSONL, "encoded in UTF-16 or UTF-32, without a byte order mark");
        assertThat(count(bare, csv(encoding))).isEqualTo(2);
        assertThat(count(("\uFEFF" + CSV_TEXT).getBytes(encoding), TestingDelivery.CSV))
                .isEqualTo(2);
    }

    @Test
    void aFileThatIsNotInTheWideEncodingOfItsSourceIsRefused() {
        assertRefused(
                CSV_TEXT.getBytes(StandardCharsets.UTF_8), csv(StandardCharsets.UTF_16LE), "not encoded in UTF-16LE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html><body>502</body></html> | a page in HTML",
                "<?xml version='1.0'?><rows/> | XML",
                "{\"id\":\"C-1\"} | JSON: set the source's format to jsonl",
                "[{\"id\":\"C-1\"}] | JSON: set the source's format to jsonl",
                "sep=;\\nid;name | begun with a line 'sep=' of Excel",
            })
    void otherTextIsNoCsv(String text, String what) {
        assertRefused(text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), TestingDelivery.CSV, what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\\n{\"id\":\"C-1\"},\\n{\"id\":\"C-2\"}\\n] | one JSON array",
                "[{\"id\":\"C-1\"},{\"id\":\"C-2\"}] | one JSON array",
                "{\\n \"items\": []\\n} | one JSON document over several lines",
            })
    void aJsonDocumentIsNoJsonLines(String text, String what) {
        assertRefused(text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8), TestingDelivery.JSONL, what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORCID,name\nx,y\n",
                "SEQ,name\n1,y\n",
                "PAR1,PAR2\nx,y\n",
                "PK,name\nx,y\n",
                "BZh9,name\nx,y\n",
                "id\u0001name\u0001at\n1\u0001x\u00022\u00013\n",
                "a,b\n\0,\0\nlong enough to be text,x\n",
                "",
                "a",
                "\n",
            })
    void textIsText(String text) {
        assertThat(count(text.getBytes(StandardCharsets.UTF_8), TestingDelivery.CSV))
                .isNotNegative();
    }

    @Test
    void randomBytesAreNoText() {
        byte[] bytes = new byte[5000];
        new Random(4).nextBytes(bytes);
        assertRefused(bytes, TestingDelivery.CSV, "no text");
        assertRefused(bytes, TestingDelivery.JSONL, "no text");
    }

    private static FileFormat csv(Charset encoding) {
        return new FileFormat.Csv(new CsvDialect(',', '"', encoding, List.of()));
    }

    private long count(byte[] bytes, FileFormat format) {
        return TestingDelivery.count(TestingDelivery.write(folder, "part-0", bytes), format);
    }

    private void assertRefused(byte[] bytes, FileFormat format, String what) {
        assertThatThrownBy(() -> count(bytes, format))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageStartingWith("Cannot read ")
                .hasMessageContaining("part-0")
                .hasMessageContaining("it is " + what);
    }
}
