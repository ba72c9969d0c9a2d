package io.crumbless.tools.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.CsvDialect;
import io.crumbless.columnar.text.CsvOptions;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format of a file is detected by its content, not by its name. */
@Tag("unit")
class FormGuessTest {
    @TempDir
    private Path folder;

    private FileForm of(String text) throws IOException {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    private FileForm of(byte[] bytes) throws IOException {
        Location place = Location.of(Files.write(folder.resolve("export.dat"), bytes));
        return FormGuess.of(Storage.of(place).stat(place));
    }

    private static char delimiter(FileForm form) {
        return form.dialect().orElse(CsvDialect.DEFAULT).delimiter();
    }

    @Test
    void findsDelimiterAndHeader() throws IOException {
        FileForm tabs = of("uuid\tsid\tts\na1b2\tsports, all\t1763800000\nc3d4\thome\t1763800001\n");

        assertThat(tabs.kind()).isEqualTo(FileForm.Kind.CSV);
        assertThat(delimiter(tabs)).isEqualTo('\t');
        assertThat(tabs.columns()).containsExactly("uuid", "sid", "ts");
        assertThat(tabs.hasHeader()).isTrue();
    }

    @Test
    void decimalCommasAreNoDelimiters() throws IOException {
        FileForm form = of("customer;basket\nC-1;12,50\nC-2;7,25\n");

        assertThat(delimiter(form)).isEqualTo(';');
    }

    @Test
    void theFirstPersonIsNoHeader() throws IOException {
        FileForm form = of("Ada,Lovelace,London\nGrace,Hopper,Arlington\nAda,Yonath,London\n");

        assertThat(form.hasHeader()).isFalse();
        assertThat(form.columns()).containsExactly("column_1", "column_2", "column_3");
        assertThat(form.assumed()).hasSize(1);
    }

    @Test
    void anIdIsNoNameOfAColumn() throws IOException {
        assertThat(of("4711,login\n4712,login\n").hasHeader()).isFalse();
        assertThat(of("ada@shop.example,login\n").hasHeader()).isFalse();
    }

    @Test
    void whatWritersDoElseShowsInTheRecords() throws IOException {
        FileForm escaped =
                of("customer,name,ts\nC-1,\"Ada \\\"M\\\" Li\",2026-11-01\nC-2,Bo,2026-11-01\nC-3,Cy,2026-11-01\n");
        FileForm blanks = of("customer, name\nC-1, \"Li, Ada\"\nC-2, \"Bo\"\nC-3, Cy\nC-4, Di\n");
        FileForm below = of(
                "Customers of the shop\nas of,2026-11-22\n\ncustomer,name,updated_at\nC-1,Ada,2026-11-01\nC-2,Bo,2026-11-02\n");

        assertThat(options(escaped).escape()).isEqualTo('\\');
        assertThat(options(blanks).blanksBeforeQuotes()).isTrue();
        assertThat(options(below).skipLines()).isEqualTo(2); // an empty line is no record
        assertThat(below.columns()).containsExactly("customer", "name", "updated_at");
        assertThat(options(of("customer,name\nC-1,Ada\nC-2,Bo\n"))).isEqualTo(CsvOptions.DEFAULT);
    }

    @Test
    void linesThatAreNoRecordsShowInTheOthers() throws IOException {
        FileForm commented =
                of("# exported 2026-11-22\ncustomer,name,ts\nC-1,Ada,2026-11-01\n# a break\nC-2,Bo,2026-11-02\n");
        FileForm counted = of("customer|name|ts\nC-1|Ada|2026-11-01\nC-2|Bo|2026-11-02\nTRAILER|2\n");
        FileForm both = of("customer|name|ts\n;part 1\nC-1|Ada|2026-11-01\nC-2|Bo|2026-11-02\n2\n");

        assertThat(options(commented).comment()).isEqualTo('#');
        assertThat(commented.columns()).containsExactly("customer", "name", "ts");
        assertThat(options(counted).lastLineCounts()).isTrue();
        assertThat(options(both).comment()).isEqualTo(';');
        assertThat(options(both).lastLineCounts()).isTrue();
        assertThat(counted.assumed()).singleElement().asString().startsWith("the last line states");
    }

    /** The first person is not shown, whatever the header begins with. */
    @Test
    void aHeaderIsNoComment() throws IOException {
        FileForm form = of("#customer,name,ts\nC-1,Ada,2026-11-01\nC-2,Bo,2026-11-02\nC-3,Cy\n");

        assertThat(form.columns()).containsExactly("#customer", "name", "ts");
        assertThat(options(form)).isEqualTo(CsvOptions.DEFAULT);
    }

    @Test
    void aLastLineOfAnotherNumberIsACutFile() throws IOException {
        assertThat(options(of("customer|name|ts\nC-1|Ada|2026-11-01\nC-2|Bo|2026-11-02\nTRAILER|3\n"))
                        .lastLineCounts())
                .isFalse();
    }

    @Test
    void rowsOfLabelsBelowTheHeaderAreOfNobody() throws IOException {
        String labels = "Start Date,Response ID,How often?\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\","
                + "\"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\"\n";
        FileForm qualtrics = of("StartDate,ResponseId,Q1\n" + labels + "2026-11-20 10:00:00,R_1,Often\n");
        FileForm sheet = of("Id,When,Colour,\n,,Response,Other\n1,2026-11-20,green,\n2,2026-11-21,red,\n");
        FileForm plain = of("Id,When,Colour\n1,2026-11-20,green\n2,2026-11-21,red\n3,2026-11-21,N/A\n");

        assertThat(options(qualtrics).skipRows()).isEqualTo(2);
        assertThat(qualtrics.hasHeader()).isTrue();
        assertThat(qualtrics.assumed()).singleElement().asString().contains("2 records below the header");
        assertThat(options(sheet).skipRows()).isEqualTo(1);
        assertThat(options(plain).skipRows()).isZero();
    }

    private static CsvOptions options(FileForm form) {
        return form.dialect().orElseThrow().options();
    }

    @Test
    void aHeaderStandsAboveValuesOfAnotherForm() throws IOException {
        assertThat(of("Wie oft?,Seit wann\nselten,2026-11-01\noft,2026-11-02\n").hasHeader())
                .isTrue();
    }

    @Test
    void whatIsNoUtf8IsTakenForWindows1252AndReported() throws IOException {
        FileForm form = of("customer_id,city\nC-1,Köln\n".getBytes(Charset.forName("windows-1252")));

        assertThat(form.dialect().orElseThrow().encoding()).isEqualTo(Charset.forName("windows-1252"));
        assertThat(form.assumed()).singleElement().asString().contains("windows-1252 was assumed");
    }

    @Test
    void recognisesJsonLinesAndWhatIsNotRead() throws IOException {
        assertThat(of("{\"a\": 1}\n{\"a\": 2}\n").kind()).isEqualTo(FileForm.Kind.JSONL);
        assertThat(of("").kind()).isEqualTo(FileForm.Kind.EMPTY);
        assertThat(of("[{\"a\": 1},\n{\"a\": 2}]").unread())
                .hasValueSatisfying(why -> assertThat(why).contains("JSON"));
        assertThat(of("%PDF-1.7 and more of it").unread())
                .hasValueSatisfying(why -> assertThat(why).contains("PDF"));
        byte[] noise = new byte[4096];
        new Random(42).nextBytes(noise);
        assertThat(of(noise).unread()).isPresent();
        assertThat(of("PAR1 but not Parquet").unread())
                .hasValueSatisfying(why -> assertThat(why).contains("Parquet that cannot be read"));
    }
}
