package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: Avro files of every kind of source make the night that CSV would make, and what withdraws in them counts. */
@Tag("night")
class AvroDeliveriesTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void aJobOfEveryKindOfSource() throws IOException {
        job = new TestingJob(folder);
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml"))
                        .replace("legacy/dmp.csv", "legacy/dmp.avro")
                        .replace("legacy/logins.csv", "legacy/logins.avro")
                        .replace("store-{date}.csv", "store-{date}*.avro")
                        .replace("path: erasures.csv", "path: erasures.dat\n    format: avro")
                        .replace("declarations:\n", """
                                  opt-outs:
                                    - name: opt-outs
                                      path: opt-outs.dat
                                      format: avro
                                      columns: { cookie-id: cookie }
                                declarations:
                                """));
        avro(
                "legacy/dmp.avro",
                "visitor,segment_id,ts,method\nck1,form_language_de,2026-11-01T00:00:00Z,form\n"
                        + "ck2,form_language_de,2026-11-01T00:00:00Z,form\nck3,form_language_de,2026-11-01T00:00:00Z,form\n");
        avro(
                "legacy/logins.avro",
                "cookie,customer,how,linked_at\nck1,C-1,login,2026-11-01T00:00:00Z\n"
                        + "ck2,C-2,login,2026-11-01T00:00:00Z\nck3,C-3,login,2026-11-01T00:00:00Z\n");
        avro("opt-outs.dat", "cookie\nck2\n");
        avro("erasures.dat", "subject_id,requested_at,reason\nC-3,2026-11-20T00:00:00Z,asked\n");
        avro(
                "declarations/store-2026-11-22.avro",
                TestingJob.HEADER
                        + declares("d1", "C-1", "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z"));
    }

    /** A file of text columns, of which empty ones are null. */
    private void avro(String file, String csv) throws IOException {
        String[] lines = csv.strip().split("\n");
        String[] names = lines[0].split(",");
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("row").fields();
        for (String name : names) {
            fields = fields.optionalString(name);
        }
        Schema schema = fields.endRecord();
        File target = folder.resolve(file).toFile();
        Files.createDirectories(target.toPath().getParent());
        try (DataFileWriter<GenericData.Record> out = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            out.setSyncInterval(32);
            out.create(schema, target);
            for (String line : Arrays.copyOfRange(lines, 1, lines.length)) {
                String[] values = line.split(",", -1);
                GenericData.Record record = new GenericData.Record(schema);
                for (int i = 0; i < names.length; i++) {
                    record.put(i, values[i].isEmpty() ? null : values[i]);
                }
                out.append(record);
            }
        }
    }

    @Test
    void everyKindOfSourceIsRead() throws IOException {
        job.run();
        assertThat(job.query("SELECT subject_id, language, home_store FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|de|Kiel");

        avro(
                "declarations/store-2026-11-22-b.avro",
                TestingJob.HEADER + withdraws("w1", "C-1", "home_store", "", "2026-11-21T10:00:00Z"));
        job.run();
        assertThat(job.query("SELECT subject_id, home_store FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|null");
    }

    @Test
    void whereNobodyAsksAFileWithoutRecordsSaysSo() throws IOException {
        avro("erasures.dat", "subject_id,requested_at,reason\n");
        avro("opt-outs.dat", "cookie\n");

        job.run();

        assertThat(job.query("SELECT subject_id, language FROM $profiles ORDER BY 1"))
                .containsExactly("C-1|de", "C-2|de", "C-3|de");
    }

    @Test
    void aFileCutShortStopsTheNight() throws IOException {
        Path file = folder.resolve("declarations/store-2026-11-22.avro");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        assertThatThrownBy(() -> job.run()).isInstanceOf(Failure.class).hasMessageContaining("damaged or cut short");
    }

    /** There Avro's own library ends as if the file did, one block earlier. */
    @Test
    void aFileCutShortInALaterBlockStopsTheNight() throws IOException {
        StringBuilder statements = new StringBuilder(TestingJob.HEADER);
        for (int i = 0; i < 20; i++) {
            statements
                    .append(declares(
                            "d" + i, "C-" + i, "home_store", "Kiel", "service_messages", "2026-11-20T10:00:00Z"))
                    .append('\n');
        }
        avro("declarations/store-2026-11-22.avro", statements.toString());
        Path file = folder.resolve("declarations/store-2026-11-22.avro");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        assertThatThrownBy(() -> job.run()).isInstanceOf(Failure.class).hasMessageContaining("damaged or cut short");
    }

    @Test
    void anAvroFileAmongCsvIsRefusedByName() throws IOException {
        job.write(
                "job.yaml",
                Files.readString(folder.resolve("job.yaml"))
                        .replace("path: legacy/logins.avro", "path: legacy/logins.avro\n      format: csv"));

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("logins.avro: it is an Avro file: set the source's format to avro");
    }
}
