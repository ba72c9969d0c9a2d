package io.crumbless.tools.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.FileEntry;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.columnar.text.CsvDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has had enough is heeded, also in the middle of a record that does not end. */
@Tag("unit")
class SampleReaderTest {
    @TempDir
    private Path folder;

    /** Has enough after some pieces of the file. */
    private static final class Impatient implements RowTaker {
        private int pieces;
        private int rows;

        @Override
        public boolean take(SampleRow row) {
            rows++;
            return true;
        }

        @Override
        public boolean goesOn() {
            return ++pieces < 10;
        }
    }

    private FileEntry file(String start) throws IOException {
        Location place = Location.of(Files.writeString(folder.resolve("f"), start + "x".repeat(8 << 20)));
        return Storage.of(place).stat(place);
    }

    @Test
    void aRecordThatDoesNotEndIsNotWaitedFor() throws IOException {
        Impatient ofCsv = new Impatient();
        Impatient ofJson = new Impatient();

        assertThat(new CsvSample(file("cookie,segment\nck-1,a\n\""), CsvDialect.DEFAULT).read(Set.of(), ofCsv))
                .isFalse();
        assertThat(new JsonSample(file("{\"a\": \"")).read(Set.of(), ofJson)).isFalse();

        assertThat(ofCsv.rows).isOne();
        assertThat(ofCsv.pieces).isEqualTo(10);
        assertThat(ofJson.pieces).isEqualTo(10);
    }
}
