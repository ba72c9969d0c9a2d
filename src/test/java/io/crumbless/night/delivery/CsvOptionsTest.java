package io.crumbless.night.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;
import io.crumbless.columnar.text.CsvRows;
import io.crumbless.columnar.text.TextPart;
import io.crumbless.process.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: reading and counting follow the CSV settings of the job file, and every record keeps its line number. */
@Tag("unit")
class CsvOptionsTest {
    @TempDir
    private Path folder;

    private static CsvOptions options(int escape, int comment, int skipLines, int skipRows) {
        return new CsvOptions(escape, comment, skipLines, skipRows, false, Set.of(), false);
    }

    private static CsvDialect dialect(CsvOptions options, String... columns) {
        return new CsvDialect(',', '"', StandardCharsets.UTF_8, List.of(columns), false, options);
    }

    /** Fields of each record behind its line; of a malformed one the reason. Counted by both. */
    private List<String> read(String text, CsvDialect dialect) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> rows = new ArrayList<>();
        try (CsvRows csv = new CsvRows(new ByteArrayInputStream(bytes), dialect, "a.csv")) {
            while (csv.next()) {
                List<@Nullable String> fields = new ArrayList<>();
                for (int i = 0; i < csv.header().size() && csv.malformed() == null; i++) {
                    fields.add(csv.value(i));
                }
                rows.add(csv.line() + ":"
                        + (csv.malformed() == null ? fields : csv.malformed().word()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(TestingDelivery.count(TestingDelivery.write(folder, "a.csv", bytes), new FileFormat.Csv(dialect)))
                .isEqualTo(rows.size());
        return rows;
    }

    @Test
    void anEscapeMakesTheNextSignText() {
        CsvDialect spark = dialect(options('\\', -1, 0, 0));
        assertThat(read(
                        "id,name\n1,\"Ada \\\"M\\\" Li\"\n2,a\\,b\n3,\"C:\\\\\"\n4,one\\\ntwo\n5,\\N\n6,\"x, \\\"y\\\"\"\n7,a\\tb\n8,\"\\\\N\"\n",
                        spark))
                .containsExactly(
                        "2:[1, Ada \"M\" Li]",
                        "3:[2, a,b]",
                        "4:[3, C:\\]",
                        "5:[4, one\ntwo]",
                        "7:[5, null]",
                        "8:[6, x, \"y\"]",
                        "9:[7, a\\tb]",
                        "10:[8, \\N]");
    }

    @Test
    void withoutQuotesAnEscapeIsAllThereIs() {
        CsvDialect unload = new CsvDialect(
                '|', CsvDialect.NO_QUOTE, StandardCharsets.UTF_8, List.of("a", "b"), false, options('\\', -1, 0, 0));
        assertThat(read("ck-1|x\nck-2|a\\|b\nck-3|\\\\\nck-4|\"\\", unload))
                .containsExactly("1:[ck-1, x]", "2:[ck-2, a|b]", "3:[ck-3, \\]", "4:[ck-4, \"\\]");
    }

    @Test
    void linesAboveAndRowsBelowTheHeader() {
        assertThat(read(
                        "Export, of today\r\n\"not closed\r\nid,name\r\nWhich id?,\"What\r\nname?\"\r\n{\"x\":1},y\r\n1,Ada\r\n",
                        dialect(options(-1, -1, 2, 1))))
                .containsExactly("6:quoting", "7:[1, Ada]");
        assertThat(read("above\n1,Ada\n", dialect(options(-1, -1, 1, 0), "id", "name")))
                .containsExactly("2:[1, Ada]");
        assertThat(read("x\n", dialect(options(-1, -1, 3, 2), "id", "name"))).isEmpty();
    }

    @Test
    void commentsAreNoRecords() {
        assertThat(read("# by CRM\n#\nid,name\n1,#Ada\n# \"x\n#y\n\n2,\"a\n#b\"\n#", dialect(options(-1, '#', 0, 0))))
                .containsExactly("4:[1, #Ada]", "8:[2, a\n#b]");
    }

    @Test
    void blanksBeforeQuotes() {
        CsvDialect blanks = dialect(new CsvOptions(-1, -1, 0, 0, false, Set.of(), true));
        assertThat(read("id, name , \"at\"\n 1, \"Ada, Maria\",\t\"x\"\n2, \" \", y z\n3,\"Bo\" ,\n", blanks))
                .containsExactly("2:[1, Ada, Maria, x]", "3:[2,  , y z]", "4:quoting");
        assertThat(read("id,name\n1, \"Ada\"\n", dialect(CsvOptions.DEFAULT))).containsExactly("2:quoting");
    }

    @Test
    void wordsForNothing() {
        CsvDialect nulls = dialect(new CsvOptions(-1, -1, 0, 0, false, Set.of("NA", "-99"), false));
        assertThat(read("id,name\n1, NA \n2,\"-99\"\n3,na\n4,NULL\n", nulls))
                .containsExactly("2:[1, null]", "3:[2, null]", "4:[3, na]", "5:[4, null]");
    }

    @Test
    void theLastLineCounts() {
        CsvDialect counting = dialect(new CsvOptions(-1, -1, 0, 0, true, Set.of(), false));
        assertThat(read("id,name\n1,Ada\n2,Bo\n(2 rows)\n\r\n", counting)).containsExactly("2:[1, Ada]", "3:[2, Bo]");
        assertThat(read("id,name\nTRAILER;20261122;0", counting)).isEmpty();
        for (String cut : List.of(
                "id,name\n1,Ada\n2,Bo\n",
                "id,name\n1,Ada\n(2 rows)\n",
                "id,name\n1,Ada\n2,B",
                "id,name\n",
                "id,name\n1,Ada\n\"(1 row)")) {
            assertThatThrownBy(() -> read(cut, counting))
                    .as(cut)
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("Cannot read a.csv: it")
                    .hasMessageContaining("so it may have been cut short; deliver it again, whole");
        }
    }

    /** The job file lists the columns and the file also has a header: no person is called "id". */
    @Test
    void theHeaderOfAFileWhoseColumnsAreStatedIsNoRecord() {
        CsvDialect stated = dialect(CsvOptions.DEFAULT, "id", "o1", "name", "o2", "at");
        assertThat(read("id,Other,Name,Other,at\n1,a,Ada,b,x\nid,x,name,y,z\n", stated))
                .containsExactly("1:header_again", "2:[1, a, Ada, b, x]", "3:[id, x, name, y, z]");
    }

    @Test
    void partsReadAsTheWhole() throws IOException {
        StringBuilder text = new StringBuilder("Export\nid,name\n\"Which\nid?\",x\n");
        for (int i = 0; i < 200; i++) {
            text.append(i).append(i % 9 == 0 ? ",a\\\nb\n# no record\n" : i % 7 == 0 ? ",\"a\nb\"\n" : ",c\n");
        }
        CsvDialect dialect = dialect(options('\\', '#', 1, 1));
        List<String> whole = read(text.toString(), dialect);
        assertThat(whole).hasSize(200);
        FileEntry file = TestingDelivery.entry(folder.resolve("a.csv"));
        List<TextPart> parts =
                RecordCounter.count(file, new FileFormat.Csv(dialect), 100).parts();
        assertThat(parts).hasSizeGreaterThan(5);
        List<String> rows = new ArrayList<>();
        for (TextPart part : parts) {
            try (CsvRows csv = new CsvRows(part.open(file.location()), dialect, "a.csv")) {
                if (!part.isFirst()) {
                    csv.continueAt(part.line());
                }
                while (csv.next()) {
                    rows.add(csv.line() + ":" + List.of(csv.text(0), csv.text(1)));
                }
            }
        }
        assertThat(rows).isEqualTo(whole);
    }

    @Test
    @Tag("differential")
    void bothCountTheSameOnAnyText() {
        Random random = new Random(11);
        String alphabet = "ab,,\"\"\\\\\n\n\r #1 \u000B";
        for (int i = 0; i < 60_000; i++) {
            CsvOptions options = new CsvOptions(
                    random.nextBoolean() ? '\\' : -1,
                    random.nextBoolean() ? '#' : -1,
                    random.nextInt(3),
                    0,
                    false,
                    Set.of(),
                    random.nextBoolean());
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            CsvDialect dialect = new CsvDialect(',', '"', StandardCharsets.UTF_8, List.of("x", "y"), true, options);
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(recordsRead(bytes, dialect))
                    .as(
                            "%s of %s",
                            options,
                            text.toString()
                                    .replace("\r", "<CR>")
                                    .replace("\n", "<LF>")
                                    .replace("\u000B", "<VT>"))
                    .isEqualTo(RecordCounter.counted(bytes, dialect));
        }
    }

    private static long recordsRead(byte[] bytes, CsvDialect dialect) {
        long records = 0;
        try (CsvRows csv = new CsvRows(new ByteArrayInputStream(bytes), dialect, "a.csv")) {
            while (csv.next()) {
                records++;
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return records;
    }
}
