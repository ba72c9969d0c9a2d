package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.JsonLines;
import io.crumbless.columnar.text.TextPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large text file is cut into parts between two records; the parts have the records of the file, on the same lines. */
@Tag("unit")
class CutTextTest {
    /** Bytes that are counted at a time. */
    private static final int BUFFER_BYTES = 1 << 16;

    private static final FileFormat CSV = new FileFormat.Csv(CsvDialect.DEFAULT);

    /** Line breaks, delimiters and doubled quotes inside quotes, letters of two to four bytes, and records that are malformed. */
    private static final String RECORDS = "plain,1\n"
            + "\"two\r\nlines, and \"\"quotes\"\"\",2\r\n"
            + "\"a line feed\n\n\",3\n"
            + "Zo\u00eb \u20ac \uD83D\uDE00,4\r\n"
            + "\r\n"
            + "ragged\n"
            + "name,number\n"
            + "stray\"quote,5\n"
            + "\"\u00e9\r\n\u20ac\r\n\uD83D\uDE00\",6\n"
            + "last,7\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void partsOfEverySizeHaveTheRecordsOfTheFile(String byteOrderMark) throws IOException {
        Path file = file("parts.csv", byteOrderMark + "name,number\r\n" + RECORDS + RECORDS);
        List<String> whole = csv(file, List.of(TextPart.WHOLE));
        FileEntry entry = TestingDelivery.entry(file);
        int most = 0;
        for (long partBytes = 1; partBytes <= entry.size() + 1; partBytes++) {
            RecordCounter.Counted counted = RecordCounter.count(entry, CSV, partBytes);
            assertThat(csv(file, counted.parts()))
                    .as("parts of %s bytes", partBytes)
                    .isEqualTo(whole);
            assertThat(counted.records()).as("parts of %s bytes", partBytes).isEqualTo(whole.size());
            most = Math.max(most, counted.parts().size());
        }
        assertThat(most).isGreaterThan(15);
    }

    @Test
    void itDoesNotMatterWhereABufferEnds() throws IOException {
        int length = bytes(RECORDS);
        for (int before = 0; before <= length; before++) {
            String filler = "x".repeat(BUFFER_BYTES - before - bytes("name,number\n,0\n")) + ",0\n";
            Path file = file("buffers.csv", "name,number\n" + filler + RECORDS + RECORDS);
            RecordCounter.Counted counted = RecordCounter.count(TestingDelivery.entry(file), CSV, 1);
            List<String> whole = csv(file, List.of(TextPart.WHOLE));
            assertThat(csv(file, counted.parts())).as("%s bytes before", before).isEqualTo(whole);
            assertThat(counted.records()).as("%s bytes before", before).isEqualTo(whole.size());
        }
    }

    @Test
    void linesOfJsonAreCutInTheSameWay() throws IOException {
        String lines =
                "{\"name\":\"Zo\u00eb \uD83D\uDE00\"}\r\n \t\r\n{\"name\":\"a\\nb\"}\n{\"na\n{\"name\":\"\u20ac\"}\n";
        for (int before = 0; before <= bytes(lines); before++) {
            String filler = " ".repeat(BUFFER_BYTES - before - 1) + "\n";
            Path file = file("buffers.jsonl", "{}\n" + filler + lines + lines);
            RecordCounter.Counted counted =
                    RecordCounter.count(TestingDelivery.entry(file), new FileFormat.JsonLines(), 1);
            List<String> whole = json(file, List.of(TextPart.WHOLE));
            assertThat(json(file, counted.parts()))
                    .as("%s bytes before", before)
                    .isEqualTo(whole);
            assertThat(counted.records()).isEqualTo(9).isEqualTo(whole.size());
            assertThat(counted.parts()).hasSizeGreaterThan(6);
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Each record with its line: its fields, or the reason why it is malformed. */
    private static List<String> csv(Path file, List<TextPart> parts) throws IOException {
        List<String> records = new ArrayList<>();
        for (TextPart part : parts) {
            try (CsvRows rows =
                    new CsvRows(part.open(TestingDelivery.entry(file).location()), CsvDialect.DEFAULT, "a file")) {
                if (!part.isFirst()) {
                    rows.continueAt(part.line());
                }
                while (rows.next()) {
                    records.add(rows.line() + ": "
                            + (rows.malformed() == null ? rows.value(0) + "|" + rows.value(1) : rows.malformed()));
                }
            }
        }
        return records;
    }

    private static List<String> json(Path file, List<TextPart> parts) throws IOException {
        List<String> records = new ArrayList<>();
        for (TextPart part : parts) {
            try (JsonLines lines = new JsonLines(
                    part.open(TestingDelivery.entry(file).location()), StandardCharsets.UTF_8, Set.of("name"))) {
                if (!part.isFirst()) {
                    lines.continueAt(part.line());
                }
                while (lines.next()) {
                    records.add(lines.line() + ": " + lines.value("name") + lines.malformed());
                }
            }
        }
        return records;
    }
}
