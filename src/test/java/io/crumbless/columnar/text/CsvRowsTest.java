package io.crumbless.columnar.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.crumbless.process.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record of a CSV file is either read as written or reported as malformed with its line; none is lost. */
@Tag("unit")
class CsvRowsTest {
    @Test
    void readsFieldsByColumn() {
        assertThat(read("a,b\n1,2\n3,4\n")).containsExactly("2: 1|2", "3: 3|4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\n1,2\r\n3,4\r"})
    void anyLineEndServesAndTheLastIsOptional(String csv) {
        assertThat(read(csv)).containsExactly("2: 1|2", "3: 3|4");
    }

    @Test
    void emptyLinesAreNoRecordsButCountAsLines() {
        assertThat(read("\n\na,b\n\n1,2\r\n\r\n3,4\n\n\n")).containsExactly("5: 1|2", "7: 3|4");
    }

    @Test
    void quotedFieldsHoldDelimitersQuotesAndLineBreaks() {
        assertThat(read("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"l1\nl2\r\nl3\",z\nq,r\n"))
                .containsExactly("2: x,y|say \"hi\"", "3: l1\nl2\r\nl3|z", "6: q|r");
    }

    @Test
    void absentDiffersFromEmpty() throws IOException {
        try (CsvRows rows = rows("a,b,c,d,e,f\n,\"\",NULL,\\N,'',\"NULL\"\n")) {
            rows.next();
            assertThat(rows.value(0)).isNull();
            assertThat(rows.value(1)).isEmpty();
            assertThat(rows.value(2)).isNull();
            assertThat(rows.value(3)).isNull();
            assertThat(rows.value(4)).isNull();
            assertThat(rows.value(5)).isEqualTo("NULL");
            assertThat(rows.text(2)).isEqualTo("NULL");
            assertThat(rows.quoted(1)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void theByteOrderMarkDecidesTheEncoding(String encoding) {
        byte[] bytes = "\uFEFFa,b\nMäx,☃\n".getBytes(Charset.forName(encoding));
        assertThat(read(bytes, CsvDialect.DEFAULT)).containsExactly("2: Mäx|☃");
    }

    @Test
    void readsTheEncodingTheSourceNames() {
        Charset latin = StandardCharsets.ISO_8859_1;
        assertThat(read("a;b\nMäx;ß\n".getBytes(latin), new CsvDialect(';', '"', latin, List.of())))
                .containsExactly("2: Mäx|ß");
    }

    @Test
    void quotesAreTextWhereTheDialectHasNone() {
        CsvDialect dialect = new CsvDialect('\t', CsvDialect.NO_QUOTE, StandardCharsets.UTF_8, List.of("a", "b"));
        assertThat(read("\"x\ty\"\n".getBytes(StandardCharsets.UTF_8), dialect)).containsExactly("1: \"x|y\"");
    }

    /** The character that means "none" in the dialect is an ordinary one in a file. */
    @Test
    void theSignOfNoQuoteQuotesNothing() {
        CsvDialect dialect = new CsvDialect(';', CsvDialect.NO_QUOTE, StandardCharsets.UTF_8, List.of("a", "b"));
        String text = "\uFFFE1;x\n\uFFFE2;\uFFFE\n3;y\uFFFE\uFFFE\n";
        assertThat(read(text.getBytes(StandardCharsets.UTF_8), dialect))
                .containsExactly("1: \uFFFE1|x", "2: \uFFFE2|\uFFFE", "3: 3|y\uFFFE\uFFFE");
    }

    /** However the bytes arrive, in whatever encoding, and whatever the signs are: the records are the same. */
    @Test
    void recordsDependOnNeitherEncodingNorSignsNorTheSizeOfReadings() {
        String[] parts = {
            ",",
            ",",
            ";",
            "\"",
            "\"",
            "\"\"",
            "\n",
            "\n",
            "\r\n",
            "\r",
            "\\",
            "\0",
            " ",
            "\t",
            "#",
            "# x",
            "--",
            "a",
            "b,c",
            "a,b,c",
            "c,b,a",
            "\uFEFF",
            "NULL",
            "\\N",
            "''",
            "'x'",
            "total",
            "ä",
            "☺",
            "😀",
            "\uFFFF",
            "\u000B",
            "text without signs",
            "\"x,y\"",
            "1,2,3\n",
        };
        Random random = new Random(6);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder("a,b,c\n");
            for (int n = random.nextInt(60); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            List<String> expected = orRefusal(new ByteArrayInputStream(bytes), CsvDialect.DEFAULT);
            assertThat(orRefusal(new Dribble(bytes), CsvDialect.DEFAULT)).isEqualTo(expected);
            byte[] wide = text.toString().getBytes(StandardCharsets.UTF_16LE);
            assertThat(orRefusal(new Dribble(wide), utf16(',', '"'))).isEqualTo(expected);
            String otherSigns = text.toString().replace(',', '\u00A6').replace('"', '\u2603');
            assertThat(orRefusal(
                            new Dribble(otherSigns.getBytes(StandardCharsets.UTF_16LE)), utf16('\u00A6', '\u2603')))
                    .extracting(record -> record.replace('\u00A6', ',').replace('\u2603', '"'))
                    .isEqualTo(expected);
        }
    }

    private static List<String> orRefusal(InputStream in, CsvDialect dialect) {
        List<String> records = new ArrayList<>();
        try {
            read(in, dialect, records);
        } catch (Failure refusal) {
            records.add(refusal.getMessage());
        }
        return records;
    }

    private static CsvDialect utf16(char delimiter, char quote) {
        return new CsvDialect(delimiter, quote, StandardCharsets.UTF_16LE, List.of());
    }

    @Test
    void raggedRecordsAreMalformedAloneAndNamedByLine() {
        assertThat(read("a,b\n1\n1,2\n1,2,3\n\"x\ny\"\n4,5\n"))
                .containsExactly("2: ragged", "3: 1|2", "4: ragged", "5: ragged", "7: 4|5");
    }

    @Test
    void undecodableBytesSpoilOnlyTheirRecord() {
        byte[] bytes = "a,b\n1,2\n#,4\n5,6\n".getBytes(StandardCharsets.ISO_8859_1);
        bytes[8] = (byte) 0xE4;
        assertThat(read(bytes, CsvDialect.DEFAULT)).containsExactly("2: 1|2", "3: undecodable", "4: 5|6");
    }

    @Test
    void nulCharactersSpoilOnlyTheirRecord() {
        assertThat(read("a,b\n1\0,2\n\"\0\",2\n5,6\n")).containsExactly("2: nul", "3: nul", "4: 5|6");
    }

    @Test
    void textBehindAClosingQuoteIsMalformed() {
        assertThat(read("a,b\n\"x\"y,2\n\"say \"hi\"\",2\n5,6\n"))
                .containsExactly("2: quoting", "3: quoting", "4: 5|6");
    }

    /** Read as text, it would be part of a name, or of an id that does not exist. */
    @ParameterizedTest
    @ValueSource(strings = {"5\" pipe,2", "1, \"x\"", "1,x\"", "1\",2", "\"1\", \"x\" ", "1,\t\"x\""})
    void aQuoteInsideAPlainFieldSpoilsItsRecord(String record) {
        assertThat(read("a,b\n" + record + "\n3,4\n")).containsExactly("2: quoting", "3: 3|4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,\"x \\\"y\\\" z\"", "1,\"C:\\\"", "1,\"C:\\\\\"", "1,\"x, \\\"y\\\", z\""})
    void aQuoteThatABackslashMayHaveEscapedSpoilsItsRecord(String record) {
        assertThat(read("a,b\n" + record + "\n3,4\n")).containsExactly("2: quoting", "3: 3|4");
    }

    /** With backslashes the second field ends on its own line; without, it continues to the next quote. */
    @Test
    void everyLineIsReportedWhereABackslashBeforeTheLastQuoteHidTheEnd() {
        assertThat(read("a,b,c\n1,\"x \\\"\",z\n3,\"y\",z\n5,6,7\n"))
                .containsExactly("2: quoting", "3: quoting", "4: 5|6|7");
    }

    @Test
    void backslashesOfJsonInAFieldAreText() {
        assertThat(read("a,b\n1,\"[\"\"say \\\"\"hi\\\"\" x\"\"]\"\n")).containsExactly("2: 1|[\"say \\\"hi\\\" x\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "a,b ! header_again",
                "A, b ! header_again",
                "\uFEFFa,b ! header_again",
                "\uFEFFc-1,x ! mark_inside",
                "# exported,2026 ! no_record",
                "-- end,2 ! no_record",
                "TOTAL,2 ! no_record",
                "(2 rows),2 ! no_record",
                "1,'Ada' ! other_quotes"
            })
    void whatIsNoRecordIsKeptApart(String line, String reason) {
        assertThat(read("a,b\n1,2\n" + line + "\n3,4\n")).containsExactly("2: 1|2", "3: " + reason, "4: 3|4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"#1042,2", "-1,2", "total recall,2", "a,c", "'t Hooft,x"})
    void recordsThatLookALittleLikeNoneAreRead(String record) {
        assertThat(read("a,b\n" + record + "\n")).containsExactly("2: " + record.replace(',', '|'));
    }

    /** Read on, values would stand under one another's names. */
    @ParameterizedTest
    @ValueSource(strings = {"b,a", "B, a", "\"b\",a"})
    void aHeaderOfAnotherOrderInsideIsRefused(String header) {
        assertThatThrownBy(() -> read("a,b\n1,2\n" + header + "\n3,4\n"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("line 3 is a header once more, with its columns in another order");
    }

    @Test
    void theHeaderOfTheSettingsIsNoRecordEither() {
        CsvDialect dialect = new CsvDialect(',', '"', StandardCharsets.UTF_8, List.of("id", "name"));
        assertThat(read("id,name\n1,Ada\n".getBytes(StandardCharsets.UTF_8), dialect))
                .containsExactly("1: header_again", "2: 1|Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c-1,declare,\"red\nc-2,withdraw,blue\nc-3,declare,green\"\n",
                "c-1,\"declare,red\nc-2,withdraw,blue\nc-3,declare\",green\n",
                "\"c-1,declare,red\nc-2,withdraw,blue\nc-3\",declare,green\n",
                "c-1,declare,\"red\nc-2,withdraw,blue\"\n",
                "c-1,\"declare,red\nc-2,withdraw\",blue\n",
                "c-1,declare,\"red\n,withdraw,blue\nc-3,declare,green\"\n",
                "c-1,declare,\"red\r\nc-2,withdraw,blue\r\nc-3,declare\",green\r\n",
            })
    void aRecordThatSwallowedOthersStopsTheFile(String records) {
        assertThatThrownBy(() -> read("id,action,value\nc-0,declare,x\n" + records + "c-9,declare,x\n"))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "Cannot read t.csv: the record on line 3 holds inside quotes, on line 4, what looks like a record"
                                + " of its own, so a stray quote may have swallowed it; have the source correct the quotes, or say"
                                + " csv: { records-in-quotes: true } where such texts are meant, and run again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c-1,declare,\"Dear Sir, yours, truly\nI mean it, too, ok\nBye\"\n",
                "c-1,declare,\"one\ntwo\nthree\"\n",
                "c-1,declare,\"Berlin,Hamburg,Bonn\nParis,Rome,Oslo\nBye\"\n",
                "c-1,\"declare\",\"red\nc-2,withdraw,blue\nc-3\"\n",
                "c-1,\"one\ntwo\",x\n",
            })
    void textsOfSeveralLinesAreRead(String record) {
        assertThat(read("id,action,value\n" + record + "c-9,declare,x\n"))
                .hasSize(2)
                .noneMatch(read -> read.endsWith("ing") || read.endsWith("ragged"));
    }

    @Test
    void theSettingsMaySayThatTextsLookLikeRecords() {
        CsvDialect dialect = new CsvDialect(',', '"', StandardCharsets.UTF_8, List.of(), true);
        assertThat(read("a,b,c\n1,2,\"x\n4,5,6\n\"\n".getBytes(StandardCharsets.UTF_8), dialect))
                .containsExactly("2: 1|2|x\n4,5,6\n");
    }

    @Test
    void everyLineAStrayQuoteSwallowedIsReported() {
        assertThat(read("a,b\n1,\"x\n3,4\n5,6\n7,\"y\"\n8,9\n"))
                .containsExactly("2: quoting", "3: quoting", "4: quoting", "5: quoting", "6: 8|9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n3,\"x\n4,5\n", "a,b\n1,2\n3,\"x\n4,5", "a,b\n1,2\n\"x\n4\"5,"})
    void aQuoteNeverClosedReportsEveryLineToTheEnd(String csv) {
        assertThat(read(csv)).containsExactly("2: 1|2", "3: quoting", "4: quoting");
    }

    @Test
    void anOverlongRecordIsMalformedAndTheNextIsRead() {
        String longText = "x".repeat(CsvRows.LONGEST_RECORD_CHARS);
        assertThat(read("a,b\n1," + longText + "\n3,4\n1,\"" + longText + "\n\"\n5,6\n"))
                .containsExactly("2: too_long", "3: 3|4", "4: too_long", "6: 5|6");
    }

    @Test
    void aRecordAtTheLimitIsRead() {
        String text = "x".repeat(CsvRows.LONGEST_RECORD_CHARS - 3);
        assertThat(read("a,b\n1," + text + "\n")).containsExactly("2: 1|" + text);
        assertThat(read("a,b\n1," + text + "x\n")).containsExactly("2: too_long");
    }

    @Test
    void aRecordOfEndlessFieldsIsMalformed() {
        assertThat(read("a,b\n" + ",".repeat(3 * CsvRows.LONGEST_RECORD_CHARS) + "\n3,4\n"))
                .containsExactly("2: too_long", "3: 3|4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\n\r\n"})
    void anEmptyFileIsNamedEmpty(String csv) throws IOException {
        try (CsvRows rows = rows(csv)) {
            assertThat(rows.empty()).isTrue();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void aHeaderAloneIsNotAnEmptyFile() throws IOException {
        try (CsvRows rows = rows("a,b\n")) {
            assertThat(rows.empty()).isFalse();
            assertThat(rows.header()).containsExactly("a", "b");
            assertThat(rows.column("b")).isEqualTo(1);
            assertThat(rows.column("c")).isEqualTo(-1);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void refusesAHeaderThatNamesAWantedColumnTwiceWithoutQuotingIt() throws IOException {
        CsvRows rows = rows("id,kim@example.org,x,kim@example.org\n1,2,3,4\n");
        assertThat(rows.column("x")).isEqualTo(2);
        assertThat(rows.next()).isTrue();
        assertThat(rows.malformed()).isNull();
        for (ThrowingCallable asked :
                List.<ThrowingCallable>of(() -> rows.column("kim@example.org"), rows::requireDistinctColumns)) {
            assertThatThrownBy(asked)
                    .isInstanceOf(Failure.class)
                    .hasMessage(
                            "Cannot read t.csv: columns 2 and 4 of its header have the same name; name each column once");
        }
    }

    @Test
    void refusesAMalformedHeader() {
        assertThatThrownBy(() -> rows("\0i\0d\0\n"))
                .isInstanceOf(Failure.class)
                .hasMessage("Cannot read t.csv: its header on line 1 is malformed (nul); "
                        + "check delimiter, quote and encoding of the source");
    }

    @Test
    void agreesWithFastCsvOnWellFormedFiles() {
        Random random = new Random(11);
        String[] pieces = {"a", "é", "☃", "😀", ",", "\"", "\n", "\r\n", "\r", " ", "", "long text to cross a buffer"};
        for (int round = 0; round < 300; round++) {
            int records = random.nextInt(round % 10 == 0 ? 3000 : 20);
            StringBuilder csv = new StringBuilder("a,b,c\n");
            for (int i = 0; i < records; i++) {
                for (int column = 0; column < 3; column++) {
                    StringBuilder field = new StringBuilder();
                    for (int n = random.nextInt(5); n > 0; n--) {
                        field.append(pieces[random.nextInt(pieces.length)]);
                    }
                    csv.append('"')
                            .append(field.toString().replace("\"", "\"\""))
                            .append('"');
                    csv.append(column < 2 ? "," : random.nextBoolean() ? "\n" : "\r\n");
                }
            }
            List<String> expected = new ArrayList<>();
            for (CsvRecord r : CsvReader.builder().ofCsvRecord(csv.toString())) {
                if (r.getStartingLineNumber() > 1) {
                    expected.add(r.getStartingLineNumber() + ": " + String.join("|", r.getFields()));
                }
            }
            assertThat(read(csv.toString())).isEqualTo(expected);
        }
    }

    @Test
    void mutatedFilesNeverThrowAndAccountForEveryLine() {
        Random random = new Random(12);
        String[] junk = {"\"", ",", "\n", "\r", "\0", "\"\"", "x", "\"\n", "\uFFFD"};
        for (int round = 0; round < 2000; round++) {
            StringBuilder csv = new StringBuilder("a,b\n");
            for (int i = 0; i < 20; i++) {
                csv.append("k").append(i).append(random.nextBoolean() ? ",v\n" : ",\"v,v\"\n");
            }
            for (int n = random.nextInt(4); n > 0; n--) {
                csv.insert(4 + random.nextInt(csv.length() - 4), junk[random.nextInt(junk.length)]);
            }
            String text = csv.toString();
            List<String> records;
            try {
                records = read(text);
            } catch (Failure swallowed) {
                assertThat(swallowed).hasMessageContaining("looks like a record of its own");
                continue;
            }
            long lines = text.chars().filter(c -> c == '\n').count() - 1;
            // Only well-formed quoted line breaks and empty lines make fewer records than lines.
            assertThat((long) records.size()).as(text).isBetween(lines - 4, lines + 4);
        }
    }

    private static List<String> read(String csv) {
        return read(csv.getBytes(StandardCharsets.UTF_8), CsvDialect.DEFAULT);
    }

    private static List<String> read(byte[] csv, CsvDialect dialect) {
        List<String> records = new ArrayList<>();
        read(new Dribble(csv), dialect, records);
        return records;
    }

    private static void read(InputStream csv, CsvDialect dialect, List<String> records) {
        try (CsvRows rows = new CsvRows(csv, dialect, "t.csv")) {
            while (rows.next()) {
                Malformed malformed = rows.malformed();
                StringBuilder fields = new StringBuilder();
                for (int i = 0; malformed == null && i < rows.header().size(); i++) {
                    fields.append(i == 0 ? "" : "|").append(rows.text(i));
                }
                records.add(rows.line() + ": " + (malformed == null ? fields : malformed.word()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static CsvRows rows(String csv) throws IOException {
        return new CsvRows(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), CsvDialect.DEFAULT, "t.csv");
    }

    /** Hands out uneven pieces, so that every kind of token meets the end of a buffer. */
    private static final class Dribble extends InputStream {
        private final byte[] bytes;
        private int at;
        private int piece = 1;

        Dribble(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            piece = piece > 4000 ? 1 : piece * 2 + 1;
            int count = Math.min(Math.min(length, piece), bytes.length - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }
    }
}
