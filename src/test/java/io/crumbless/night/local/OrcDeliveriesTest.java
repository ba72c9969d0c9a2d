package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Promise: as the contract says, of ORC files, and a damaged one stops the night. */
@Tag("night")
class OrcDeliveriesTest extends TableDeliveriesContract {
    @Override
    String format() {
        return "orc";
    }

    @Override
    void write(Path place, String[] names, List<String[]> rows) throws IOException {
        Files.deleteIfExists(place);
        Files.createDirectories(place.getParent());
        TypeDescription schema = TypeDescription.createStruct();
        for (String name : names) {
            schema.addField(name, TypeDescription.createString());
        }
        try (Writer out = OrcFile.createWriter(
                new org.apache.hadoop.fs.Path(place.toUri()),
                OrcFile.writerOptions(new Configuration()).setSchema(schema))) {
            VectorizedRowBatch batch = schema.createRowBatch();
            for (String[] row : rows) {
                add(batch, row);
            }
            out.addRowBatch(batch);
        }
        Files.deleteIfExists(place.resolveSibling("." + place.getFileName() + ".crc"));
    }

    private static void add(VectorizedRowBatch batch, String[] row) {
        for (int i = 0; i < row.length; i++) {
            BytesColumnVector column = (BytesColumnVector) batch.cols[i];
            if (row[i] == null) {
                column.noNulls = false;
                column.isNull[batch.size] = true;
            } else {
                column.setVal(batch.size, row[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        batch.size++;
    }

    @Test
    void foldersOfPartitionsAreColumns() throws IOException {
        Files.delete(folder.resolve("legacy/dmp.table"));
        write(
                folder.resolve("legacy/dmp.table/segment_id=form_language_de/0.orc"),
                new String[] {"visitor", "ts", "method"},
                List.<String[]>of(new String[] {"ck1", "2026-11-01T00:00:00Z", "form"}));

        job.run();

        assertThat(profiles()).containsExactly("C-1|de|Kiel");
    }

    @Test
    void theManifestHasTheHashOfTheFile() throws IOException {
        job.run();

        assertThat(input("dmp").file()).isEqualTo("legacy/dmp.table");
        assertThat(input("dmp").records()).isEqualTo(3);
    }

    @Test
    void aFileCutShortStopsTheNight() throws IOException {
        Path file = folder.resolve("declarations.table");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("declarations.table of source 'store' with format orc");
    }

    @Test
    void anotherFileIsNamedByWhatItIs() throws IOException {
        Files.writeString(folder.resolve("opt-outs.table"), "cookie\nck2\n");

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("opt-outs.table of source 'opt-outs' with format orc: Malformed ORC file");
    }

    @Test
    void amongCsvItIsRefusedByName() throws IOException {
        job.write("job.yaml", Files.readString(folder.resolve("job.yaml")).replaceFirst("format: orc", "format: csv"));

        assertThatThrownBy(() -> job.run())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("set the source's format to orc");
    }
}
