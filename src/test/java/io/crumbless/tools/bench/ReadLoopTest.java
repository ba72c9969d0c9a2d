package io.crumbless.tools.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what the bench of reading has read is the same, however it is written and packed. */
@Tag("unit")
class ReadLoopTest {
    @TempDir
    private Path folder;

    private String read(ReadData data, String format, boolean packed, String tally) throws IOException {
        return ReadLoop.read(format, data.file(format, packed).toString(), ReadData.READ, tally);
    }

    @Test
    void theSameRowsAreReadOfEveryFile() throws IOException {
        ReadData data = new ReadData(folder, 500);
        data.make();

        for (String tally : List.of("hash", "length")) {
            String csv = read(data, "csv", false, tally);
            assertThat(csv).startsWith("500 ");
            assertThat(read(data, "csv", true, tally)).isEqualTo(csv);
            assertThat(read(data, "jsonl", false, tally)).isEqualTo(csv);
            assertThat(read(data, "jsonl", true, tally)).isEqualTo(csv);
        }
    }

    @Test
    void theShellsTimesAreOfUserAndSystem() {
        assertThat(ReadBench.shellSeconds("1m2.50s 0m0.250s")).isEqualTo(62.75);
    }

    @Test
    void aValueMoreIsAnotherContent() throws IOException {
        ReadData few = new ReadData(folder, 10);
        few.make();
        ReadData more = new ReadData(folder, 11);
        more.make();

        assertThat(read(few, "csv", false, "hash")).isNotEqualTo(read(more, "csv", false, "hash"));
    }
}
