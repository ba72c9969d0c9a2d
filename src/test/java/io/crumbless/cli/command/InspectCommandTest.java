package io.crumbless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.crumbless.DuckDb;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whoever looks at deliveries learns what they are and what is wrong with them, and nothing about anybody. */
@Tag("night")
class InspectCommandTest {
    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private TestingCli inspect(String... files) {
        TestingCli cli = new TestingCli(folder);
        int code = cli.run(Stream.concat(Stream.of("inspect"), Stream.of(files)).toArray(String[]::new));
        assertThat(code).as(cli.err()).isZero();
        return cli;
    }

    private List<String> mistakes(String... files) {
        JsonNode json = inspect(
                        Stream.concat(Stream.of(files), Stream.of("--json")).toArray(String[]::new))
                .json();
        return json.get("mistakes")
                .valueStream()
                .map(each ->
                        (each.get("column").isNull() ? "" : each.get("column").asString() + ": ")
                                + each.get("mistake").asString())
                .toList();
    }

    @Test
    void showsColumnsFormsAndWordsForNothing() throws IOException {
        write(
                "segments.tsv",
                "uuid\tsid\tts\nabc-0001\tsports\t1763800000\nabc-0002\tNaN\t1763800001\nabc-0001\t\t1763800002\n");

        JsonNode source =
                inspect("segments.tsv", "--json").json().get("sources").get(0);

        assertThat(source.get("format").asString()).isEqualTo("csv");
        assertThat(source.get("csv").get("delimiter").asString()).isEqualTo("\t");
        assertThat(source.get("whole").asBoolean()).isTrue();
        JsonNode sid = source.get("columns").get(1);
        assertThat(sid.get("values").asInt()).isOne();
        assertThat(sid.get("empty").asInt()).isOne();
        assertThat(sid.get("words_for_nothing").get("NaN").asInt()).isOne();
        assertThat(source.get("columns").get(2).get("time_form").asString()).isEqualTo("epoch-seconds");
    }

    @Test
    void showsHowManyIdsMeet() throws IOException {
        write("segments.csv", "visitor,segment\nck-00001,a\nck-00002,a\nck-00003,b\nck-00004,b\n");
        write("links.csv", "cookie,customer\nck-00001,C-1001\nck-00002,C-1002\n");
        write("answers.csv", "customer_id,colour\nC-1001,red\nC-2001,red\nC-2002,blue\n");

        TestingCli cli = inspect("segments.csv", "links.csv", "answers.csv");

        assertThat(cli.out())
                .contains("'visitor' of [1] and 'cookie' of [2]: 2 ids in common, of 4 (50 %) and 2 (100 %)")
                .contains("'customer' of [2] and 'customer_id' of [3]: 1 id in common, of 2 (50 %) and 3 (33 %)");
    }

    @Test
    void namesLikelyMistakes() throws IOException {
        write("floats.csv", "customer_id,score\n1001.0,0.5\n1002.0,0.5\n1.2E+15,0.1\n");
        write("times.csv", "customer_id,at\nC-1,2026-11-22 10:31:00\nC-2,2026-11-22T10:31:00Z\n");
        write("dates.csv", "customer_id,at\nC-1,03/04/2026\nC-2,05/06/2026\n");
        write("flags.csv", "cookie,segment,status,newsletter\nck-1,a,realized,true\nck-2,a,exited,false\n");
        write("mails.csv", "user_id,colour\nada@shop.example,red\ngrace@shop.example,blue\n");
        write("letters.csv", "customer_id,city\nC-1,K\u00C3\u00B6ln\nC-2,Bonn\n");
        write("ragged.csv", "customer_id,city\nC-1,K\nC-2\n");
        write("several.csv", "cookie,segments\nck-1,a|b\nck-2,a|c\n");

        assertThat(mistakes("floats.csv")).contains("customer_id: float_id");
        assertThat(mistakes("times.csv")).contains("at: time_without_zone", "at: mixed_times");
        assertThat(mistakes("dates.csv")).contains("at: other_date");
        assertThat(mistakes("flags.csv")).contains("status: flag", "newsletter: flag");
        assertThat(mistakes("mails.csv")).contains("user_id: e_mail_as_id");
        assertThat(mistakes("letters.csv")).contains("city: garbled_letters");
        assertThat(mistakes("ragged.csv")).contains("malformed_records");
        assertThat(mistakes("several.csv")).contains("segments: several_in_one");
    }

    @Test
    void idsStoredAsFractionsAreAMistakeWhateverTheyLookLike() {
        try (DuckDb duck = new DuckDb()) {
            duck.write(
                    "SELECT (10000 + range)::DOUBLE AS customer_id, 0.5 AS score FROM range(20)",
                    folder.resolve("m.parquet"));
        }

        assertThat(mistakes("m.parquet")).containsExactly("customer_id: float_id");
    }

    @Test
    void packedFilesAndAvroAreLookedInto() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("m.csv.gz")))) {
            out.write("cookie,segment\nck-1,a\nck-2,b\n".getBytes(StandardCharsets.UTF_8));
        }
        Schema schema = SchemaBuilder.record("row")
                .fields()
                .requiredString("cookie")
                .requiredString("segment")
                .endRecord();
        try (DataFileWriter<GenericData.Record> out = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            out.create(schema, folder.resolve("m.avro").toFile());
            GenericData.Record record = new GenericData.Record(schema);
            record.put("cookie", "ck-1");
            record.put("segment", "a");
            out.append(record);
        }

        String words = inspect("m.csv.gz", "m.avro").out();

        assertThat(words)
                .contains("m.csv.gz: CSV, separated by commas, packed with gzip, 2 records")
                .contains("m.avro: Avro, 1 record")
                .contains("1 id in common");
    }

    /** Avro's own library reads such a file as if it ended one block earlier. */
    @Test
    void anAvroFileCutShortInALaterBlockIsNamed() throws IOException {
        Schema schema =
                SchemaBuilder.record("row").fields().requiredString("cookie").endRecord();
        Path file = folder.resolve("m.avro");
        try (DataFileWriter<GenericData.Record> out = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            out.setSyncInterval(32);
            out.create(schema, file.toFile());
            for (int i = 0; i < 50; i++) {
                GenericData.Record record = new GenericData.Record(schema);
                record.put("cookie", "ck-" + i);
                out.append(record);
            }
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));

        assertThat(inspect("m.avro").out()).contains("it is an Avro file, and damaged or cut short");
    }

    @Test
    void namesIdsThatLostTheirZerosOrTheirCase() throws IOException {
        write("crm.csv", "customer_id,city\n0071001,Bonn\n0071002,Bonn\nC-1003,Bonn\n");
        write("answers.csv", "customer_id,colour\n71001,red\n71002,red\nc-1003,blue\n");

        assertThat(mistakes("crm.csv", "answers.csv")).contains("customer_id: other_spelling");
    }

    @Test
    void soundDeliveriesHaveNoMistakes() throws IOException {
        write(
                "links.csv",
                "cookie,customer,how,at\nck-1,C-1,login,2026-11-01T08:00:00Z\nck-2,C-2,login,2026-11-01T08:00:00Z\n");
        write("optouts.csv", "cookie,customer\nck-1,\n,C-2\n");

        assertThat(mistakes("links.csv", "optouts.csv")).isEmpty();
    }

    @Test
    void nobodysValueIsShown() throws IOException {
        write(
                "people.csv",
                "customer_id,name,mail,note\nC-4711,Margarete,m@aunt.example,call 0170\nC-4712,Ada,a@aunt.example,\n");
        write("headless.csv", "C-4711;Margarete;m@aunt.example\nC-4712;Ada;a@aunt.example\n");
        write(
                "keys.jsonl",
                "{\"id\": 1, \"by\": {\"m@aunt.example\": 1, \"550e8400-e29b-41d4-a716-446655440000\": 2}}\n");
        String[] files = {"people.csv", "headless.csv", "keys.jsonl"};

        String words = inspect(files).out();
        String json =
                inspect("people.csv", "headless.csv", "keys.jsonl", "--json").out();

        for (String personal : List.of("4711", "4712", "Margarete", "Ada", "aunt.example", "0170", "446655440000")) {
            assertThat(words).doesNotContain(personal);
            assertThat(json).doesNotContain(personal);
        }
        assertThat(words).contains("by.*");
    }

    @Test
    void keysThatHardlyAnyRecordHasAreNotShown() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append("{\"id\": \"v-")
                    .append(i)
                    .append("\", \"friends\": {\"")
                    .append(i == 7 ? "Margarete" : "count")
                    .append("\": 1}}\n");
        }
        write("visitors.jsonl", lines.toString());

        assertThat(inspect("visitors.jsonl").out())
                .contains("friends.count")
                .doesNotContain("Margarete")
                .contains("1 key that hardly any record has, not shown");
    }

    @Test
    void filesThatAreWrittenAlikeAreOneSource() throws IOException {
        write("2026-11-21/a.csv", "cookie,segment\nck-1,a\n");
        write("2026-11-22/a.csv", "cookie,segment\nck-2,a\n");
        write("2026-11-22/b.csv", "cookie;segment\nck-2;a\n");

        JsonNode sources = inspect("*/*.csv", "--json").json().get("sources");

        assertThat(sources.size()).isEqualTo(2);
        assertThat(sources.get(0).get("files").asInt()).isEqualTo(2);
        assertThat(sources.get(0).get("rows_looked_at").asInt()).isEqualTo(2);
    }

    @Test
    void emptyAndForeignFilesAreReported() throws IOException {
        write("empty.csv", "");
        write("page.csv", "<!doctype html><html>not found</html>");
        Files.write(folder.resolve("noise.csv"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20});

        TestingCli cli = inspect("empty.csv", "page.csv", "noise.csv");

        assertThat(cli.out())
                .contains("empty.csv: nothing at all, not even a header")
                .contains("a page in HTML")
                .contains("no text");
        assertThat(mistakes("page.csv")).containsExactly("unread_file");
    }

    @Test
    void aFolderStandsForTheFilesInItAndMissingFilesAreTheCallersMistake() throws IOException {
        write("exports/2026-11-22/a.csv", "cookie,segment\nck-1,a\n");
        TestingCli cli = new TestingCli(folder);

        assertThat(inspect("exports").out()).contains("exports/2026-11-22/a.csv: CSV");
        assertThat(cli.run("inspect", "nowhere/*.csv")).isEqualTo(ErrorCategory.CALLER.exitCode());
        assertThat(cli.err()).contains("there is no such file");
        assertThat(cli.run("inspect")).isEqualTo(ErrorCategory.CALLER.exitCode());
    }

    @Test
    void aFileNobodyMayReadIsReported() throws IOException {
        write("secret.csv", "cookie,segment\nck-1,a\n");
        assumeThat(folder.resolve("secret.csv").toFile().setReadable(false)).isTrue();
        assumeThat(Files.isReadable(folder.resolve("secret.csv")))
                .as("whether this account reads all")
                .isFalse();

        assertThat(mistakes("secret.csv")).containsExactly("unread_file");
    }

    @Test
    void thousandsOfFilesAreLookedAtInTheTimeThereIs() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            write("parts/part-" + i + ".csv", "cookie,segment\nck-" + i + ",a\n");
        }
        long began = System.nanoTime();

        JsonNode source = inspect("parts/*.csv", "--seconds", "300", "--json")
                .json()
                .get("sources")
                .get(0);

        assertThat(source.get("files").asInt()).isEqualTo(5_000);
        assertThat(source.get("rows_looked_at").asInt()).isGreaterThan(1_000);
        assertThat(System.nanoTime() - began).isLessThan(600_000_000_000L);
    }

    @Test
    void aLargeFileIsReadInPartAndThatIsReported() throws IOException {
        String rows = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "ck-" + i + ",segment-" + i % 50 + ",2026-11-22T10:31:00Z\n")
                .collect(Collectors.joining());
        write("large.csv", "cookie,segment,at\n" + rows);

        TestingCli cli = inspect("large.csv", "--seconds", "1");

        assertThat(cli.out()).contains("the rest was not read");
    }

    @Test
    void whoInterruptsIsHeeded() throws IOException {
        write("links.csv", "cookie,customer\nck-1,C-1\n");
        TestingCli cli = new TestingCli(folder);
        Thread.currentThread().interrupt();
        try {
            assertThat(cli.run("inspect", "links.csv")).isNotZero();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(cli.err()).contains("Stopped");
    }

    @Test
    void aNoIsAnAnswerInASurveyAndOnlyThere() throws IOException {
        write(
                "survey.csv",
                "id,submitdate,lastpage,pets[SQ001]\n1,2026-11-20T10:00:00Z,3,Y\n2,2026-11-20T11:00:00Z,3,N\n");
        write("rows.csv", "id,seen,kept\n1,2026-11-20T10:00:00Z,Y\n2,2026-11-20T11:00:00Z,N\n");

        assertThat(mistakes("survey.csv")).isEmpty();
        assertThat(mistakes("rows.csv")).containsExactly("kept: flag");
    }

    @Test
    void timesOfAnotherFormHaveTheirPattern() throws IOException {
        write("logins.csv", "cookie_id,at\nck-0001,14.11.2026 03:04:04\nck-0002,02.11.2026 13:04:04\n");
        TestingCli cli = inspect("logins.csv");

        assertThat(cli.out())
                .contains("times as dd.MM.yyyy HH:mm:ss")
                .contains("they suit times: { pattern: \"dd.MM.yyyy HH:mm:ss\" }");
        assertThat(mistakes("logins.csv")).containsExactly("at: time_without_zone", "at: other_date");
    }

    @Test
    void exportsInJsonOfOneFolderAreToldApartByTheirNames() throws IOException {
        write("contacts.jsonl", "{\"id\":\"1\"}\n");
        write("part-0001.jsonl", "{\"user\":\"1\"}\n");
        write("part-0002.jsonl", "{\"user\":\"2\"}\n");

        assertThat(inspect("*.jsonl", "--json").json().get("sources").size()).isEqualTo(2);
    }

    @Test
    void aWorkbookIsNotCalledDamaged() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("list.xlsx")))) {
            zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
            zip.write("<Types/>".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
        }

        assertThat(inspect("list.xlsx").out())
                .contains(
                        "a zip archive, or an Excel workbook, of many files: deliver CSV",
                        "saves each sheet as 'CSV UTF-8'")
                .doesNotContain("damaged");
    }
}
