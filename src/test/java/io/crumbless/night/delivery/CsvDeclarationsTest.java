package io.crumbless.night.delivery;

import static io.crumbless.night.delivery.TestingDelivery.CSV;
import static io.crumbless.night.delivery.TestingDelivery.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.kernel.declaration.StatementField;
import io.crumbless.process.Failure;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: every record of a CSV file ends as a statement or a malformed record at its line, whatever the file is like. */
@Tag("unit")
class CsvDeclarationsTest {
    private static final String ROW =
            "d-1,10000000000000000000000000000000000001,declare,preferred_name,Jo,personal_offers,n,1,de,app,volunteered,"
                    + "self,,,2026-11-20T10:00:00Z,,DE,,,";

    @TempDir
    private Path folder;

    private TestingDelivery read(String content) {
        TestingDelivery delivery = TestingDelivery.read(folder, "d.csv", CSV, content);
        assertThat(TestingDelivery.count(folder.resolve("d.csv"), CSV)).isEqualTo(delivery.outcomes.size());
        return delivery;
    }

    /** The byte 0xFF is a letter of windows-1252, and "no quote" is no byte. */
    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-8"})
    void countsRowsOfAFileThatQuotesNothingWhateverItsBytes(String encoding) {
        byte[] content = "a;b\n1;\u00ff\n2;x\n3;\u00ff\n4;y\n".getBytes(StandardCharsets.ISO_8859_1);
        CsvDialect dialect = new CsvDialect(';', CsvDialect.NO_QUOTE, Charset.forName(encoding), List.of());
        Path file = TestingDelivery.write(folder, "unquoted.csv", content);

        assertThat(RecordCounter.count(TestingDelivery.entry(file), new FileFormat.Csv(dialect), 8))
                .satisfies(counted -> {
                    assertThat(counted.records()).isEqualTo(4);
                    assertThat(counted.parts()).hasSizeGreaterThan(1);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE"})
    void countsRowsThatHoldTheSignOfNoQuote(String encoding) {
        Charset charset = Charset.forName(encoding);
        byte[] content = "a;b\n\uFFFE1;x\n2;\uFFFE\n3;y\n".getBytes(charset);
        CsvDialect dialect = new CsvDialect(';', CsvDialect.NO_QUOTE, charset, List.of());
        Path file = TestingDelivery.write(folder, "unquoted.csv", content);

        assertThat(RecordCounter.count(TestingDelivery.entry(file), new FileFormat.Csv(dialect))
                        .records())
                .isEqualTo(3);
    }

    @Test
    void readsEveryColumnAsText() {
        TestingDelivery delivery = read(HEADER + "\nd-1,0007,withdraw,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n");
        assertThat(delivery.positions()).containsExactly(2L);
        var raw = delivery.only();
        assertThat(List.of(
                        String.valueOf(raw.text(StatementField.DECLARATION_ID)),
                        String.valueOf(raw.text(StatementField.SUBJECT_ID)),
                        String.valueOf(raw.text(StatementField.ACTION)),
                        String.valueOf(raw.text(StatementField.ATTRIBUTE)),
                        String.valueOf(raw.text(StatementField.VALUE)),
                        String.valueOf(raw.text(StatementField.PURPOSES)),
                        String.valueOf(raw.text(StatementField.NOTICE_ID)),
                        String.valueOf(raw.text(StatementField.NOTICE_VERSION)),
                        String.valueOf(raw.text(StatementField.NOTICE_LANGUAGE)),
                        String.valueOf(raw.text(StatementField.CHANNEL)),
                        String.valueOf(raw.text(StatementField.ELICITATION)),
                        String.valueOf(raw.text(StatementField.DECLARED_BY)),
                        String.valueOf(raw.text(StatementField.RECORDED_BY)),
                        String.valueOf(raw.text(StatementField.CONFIRMED)),
                        String.valueOf(raw.text(StatementField.DECLARED_AT)),
                        String.valueOf(raw.text(StatementField.VALID_UNTIL)),
                        String.valueOf(raw.text(StatementField.JURISDICTION)),
                        String.valueOf(raw.text(StatementField.LEGAL_BASIS)),
                        String.valueOf(raw.text(StatementField.EVIDENCE_REF)),
                        String.valueOf(raw.text(StatementField.REVISED_AT))))
                .containsExactly(
                        "d-1",
                        "0007",
                        "withdraw",
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        "f",
                        "g",
                        "h",
                        "i",
                        "j",
                        "k",
                        "l",
                        "m",
                        "n",
                        "o",
                        "p",
                        "q");
    }

    @Test
    void keepsIdsOfAnyLengthAsText() {
        assertThat(read(HEADER + "\n" + ROW).only().text(StatementField.SUBJECT_ID))
                .isEqualTo("10000000000000000000000000000000000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void takesEveryLineEndAndNoneAtTheEnd(String end) {
        assertThat(read(HEADER + end + ROW + end + ROW).positions()).containsExactly(2L, 3L);
        assertThat(read(HEADER + end + ROW + end + end + ROW + end).positions()).containsExactly(2L, 4L);
    }

    @Test
    void takesAByteOrderMark() {
        assertThat(read("\uFEFF" + HEADER + "\n" + ROW).only().text(StatementField.DECLARATION_ID))
                .isEqualTo("d-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "UTF-16", "ISO-8859-15"})
    void takesOtherEncodings(String name) {
        Charset encoding = Charset.forName(name);
        FileFormat format = new FileFormat.Csv(new CsvDialect(';', '\'', encoding, List.of()));
        String content = HEADER.replace(',', ';') + "\n" + ROW.replace(',', ';').replace("Jo", "'Zoë'';\nÄ'") + "\n";
        Path file = TestingDelivery.write(folder, "w.csv", content.getBytes(encoding));
        TestingDelivery delivery = TestingDelivery.read(file, format, Map.of());
        assertThat(delivery.only().text(StatementField.VALUE)).isEqualTo("Zoë';\nÄ");
        assertThat(TestingDelivery.count(file, format)).isEqualTo(1);
    }

    @Test
    void takesLineBreaksInsideQuotes() {
        TestingDelivery delivery = read(HEADER + "\n" + ROW.replace("Jo", "\"Jo\n\"\"the\"\"\r\nfirst\"") + "\n" + ROW);
        assertThat(delivery.positions()).containsExactly(2L, 5L);
        assertThat(delivery.outcomes.get(0).raw().text(StatementField.VALUE)).isEqualTo("Jo\n\"the\"\r\nfirst");
    }

    @Test
    void absentValuesAreAbsent() {
        for (String absent : List.of("", "NULL", "\\N", "''")) {
            assertThat(read(HEADER + "\n" + ROW.replace("Jo", absent)).only().text(StatementField.VALUE))
                    .isNull();
        }
    }

    @Test
    void raggedRowsAreMalformedAndTheRestIsRead() {
        TestingDelivery delivery = read(HEADER + "\n" + ROW + "\nd-2,S-2,declare\n" + ROW + ",,\n" + ROW + "\n");
        assertThat(delivery.positions()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(delivery.outcomes.get(1).raw()).isNull();
        assertThat(delivery.outcomes.get(2).raw()).isNull();
        assertThat(delivery.outcomes.get(3).raw()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d-2,S-2,withdraw",
                "d-2,S-2,WITHDRAW,x",
                "d-2;S-2;Revoke",
                "d-2,S-2,opt-out",
                "Opt out please",
                "erase me",
                "DELETE",
                "Widerruf der Einwilligung",
                "\"broken\" withdraw,x",
                "x,\"two\nlines\",withdrawal\n"
            })
    void aMalformedRecordWithAWithdrawalsWordMayWithdraw(String line) {
        TestingDelivery delivery = read(HEADER + "\n" + ROW + "\n" + line + "\n" + ROW);
        assertThat(delivery.outcomes.get(1).raw()).isNull();
        assertThat(delivery.outcomes.get(1).mayWithdraw()).isTrue();
    }

    @Test
    void wordsOfNeighboursDoNotCount() {
        String withdrawal = ROW.replace("declare", "withdraw");
        TestingDelivery delivery =
                read(HEADER + "\n" + withdrawal + "\nd-2,S-2,declare\n" + withdrawal + "\nd-3,S-3,declare");
        assertThat(delivery.outcomes.get(1).mayWithdraw()).isFalse();
        assertThat(delivery.outcomes.get(3).mayWithdraw()).isFalse();
    }

    @Test
    void aWordInAnEndlessRecordIsStillSeen() {
        String withdrawal = "x".repeat(5_000_000) + "withdraw" + "y".repeat(100_000);
        assertThat(read(HEADER + "\n" + withdrawal + "\n" + ROW).outcomes)
                .first()
                .satisfies(outcome -> assertThat(outcome.mayWithdraw()).isTrue());
    }

    @Test
    void anUnclosedQuoteTakesNoRecordAlongInSilence() {
        TestingDelivery delivery = read(HEADER + "\n" + ROW.replace("Jo", "\"Jo") + "\n" + ROW + "\n" + ROW + "\n");
        assertThat(delivery.positions()).containsExactly(2L, 3L, 4L);
        assertThat(delivery.outcomes)
                .allSatisfy(outcome -> assertThat(outcome.raw()).isNull());
    }

    @Test
    void bytesThatAreNoTextAndNulAreMalformed() {
        byte[] bytes = (HEADER + "\n" + ROW.replace("Jo", "?") + "\n" + ROW.replace("Jo", "\0") + "\n" + ROW)
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xE4 : bytes[i];
        }
        Path file = TestingDelivery.write(folder, "bytes.csv", bytes);
        TestingDelivery delivery = TestingDelivery.read(file, CSV, Map.of());
        assertThat(delivery.outcomes).hasSize(3);
        assertThat(delivery.outcomes.get(0).raw()).isNull();
        assertThat(delivery.outcomes.get(1).raw()).isNull();
        assertThat(delivery.outcomes.get(2).raw()).isNotNull();
        assertThat(TestingDelivery.count(file, CSV)).isEqualTo(3);
    }

    @Test
    void anEmptyFileAndAHeaderAloneHoldNoRecords() {
        assertThat(read("").outcomes).isEmpty();
        assertThat(read("\uFEFF").outcomes).isEmpty();
        assertThat(read(HEADER).outcomes).isEmpty();
        assertThat(read(HEADER + "\r\n\r\n").outcomes).isEmpty();
    }

    @Test
    void aFileWithoutHeaderNeedsItsColumnsNamed() {
        FileFormat format =
                new FileFormat.Csv(new CsvDialect(',', '"', StandardCharsets.UTF_8, List.of(HEADER.split(",", -1))));
        TestingDelivery delivery = TestingDelivery.read(folder, "bare.csv", format, ROW + "\n" + ROW);
        assertThat(delivery.positions()).containsExactly(1L, 2L);
        assertThat(TestingDelivery.count(folder.resolve("bare.csv"), format)).isEqualTo(2);
    }

    @Test
    void columnsGoByTheNamesOfTheSource() {
        String header = HEADER.replace("subject_id", "Kundennummer").replace("evidence_ref", "x");
        Path file = TestingDelivery.write(folder, "mapped.csv", (header + "\n" + ROW).getBytes(StandardCharsets.UTF_8));
        TestingDelivery delivery = TestingDelivery.read(file, CSV, Map.of("subject_id", "Kundennummer"));
        assertThat(delivery.only().text(StatementField.SUBJECT_ID)).startsWith("1000");
        assertThat(delivery.only().text(StatementField.EVIDENCE_REF)).isNull();
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatAreThere() {
        assertThatThrownBy(
                        () -> TestingDelivery.read(folder, "store.csv", CSV, "declaration_id,customer,action\n1,2,3"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageStartingWith("Cannot read ")
                .hasMessageEndingWith(
                        "store.csv: column 'subject_id' is missing, found [declaration_id, customer, action];"
                                + " map it with columns.subject-id");
    }

    @Test
    void aMappedColumnMustBeThereEvenIfItIsOptional() {
        Path file = TestingDelivery.write(folder, "m.csv", (HEADER + "\n" + ROW).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> TestingDelivery.read(file, CSV, Map.of("evidence_ref", "form")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("m.csv: column 'form' is missing")
                .hasMessageEndingWith("map it with columns.evidence-ref, or call it optional");
    }

    @Test
    void theFirstRecordOfAFileWithoutHeaderIsNotPrinted() {
        assertThatThrownBy(() -> TestingDelivery.read(folder, "bare.csv", CSV, "d-1,1000000,Jo,2026-11-20\n"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("bare.csv: column 'declaration_id' is missing")
                .hasMessageContaining("4 columns found, perhaps without header")
                .hasMessageNotContaining("Jo")
                .hasMessageNotContaining("1000000");
    }

    @Test
    void columnsOfTheSameNameAreRefused() {
        assertThatThrownBy(() -> TestingDelivery.read(folder, "twice.csv", CSV, HEADER + ",action\n" + ROW + ",x"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("twice.csv")
                .hasMessageContaining("same name");
    }

    @Test
    void aFileThatChangesWhileItIsReadIsRefused() throws Exception {
        Path file = TestingDelivery.write(folder, "moving.csv", (HEADER + "\n" + ROW).getBytes(StandardCharsets.UTF_8));
        var entry = TestingDelivery.entry(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(entry.modifiedMillis() + 5000));
        assertThatThrownBy(() -> TestingDelivery.reader(entry, CSV, Map.of()).read(new TestingDelivery()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("moving.csv: it was changed while being read");
        assertThatThrownBy(() -> RecordCounter.count(entry, CSV))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("moving.csv: it was changed");
        Files.delete(file);
        assertThatThrownBy(() -> TestingDelivery.reader(entry, CSV, Map.of()).read(new TestingDelivery()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("moving.csv: it was deleted while being read");
    }
}
