package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: an empty file of a failed export is not mistaken for a day without declarations and withdrawals. */
@Tag("night")
class HollowDeclarationsTest {
    private static final String DECLARED =
            declares("d1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z");
    private static final String CANNOT = "Cannot read the declarations in ";
    private static final String WHY = "the file holds nothing, not even a header, so its export may have failed";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void aJob() {
        job = new TestingJob(folder).declared(NIGHT.minusDays(1), DECLARED);
    }

    private void edit(String from, String to) throws IOException {
        String before = Files.readString(folder.resolve("job.yaml"));
        assertThat(before).contains(from);
        job.write("job.yaml", before.replace(from, to));
    }

    private void requireRefused(String file) {
        assertThatThrownBy(job::run)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(ErrorCategory.INPUT))
                .hasMessageStartingWith(CANNOT)
                .hasMessageContaining(file + " (source 'store'): " + WHY);
    }

    @Test
    void theOnlyFileOfANightIsRefused() {
        job.run(NIGHT.minusDays(1));
        job.write("declarations/store-" + NIGHT + ".csv", "");

        requireRefused("store-2026-11-22.csv");

        job.declared(NIGHT, DECLARED.replace("d1", "d2"));
        assertThat(job.run().profiles()).isEqualTo(1);
    }

    /** Its content is that of every other empty file, which does not make it one that was taken. */
    @Test
    void itIsRefusedAlsoWhereAnEmptyFileWasTakenBefore() {
        job.write("declarations/store-" + NIGHT.minusDays(2) + ".csv", "");
        job.run(NIGHT.minusDays(1));
        job.write("declarations/store-" + NIGHT + ".csv", "");

        requireRefused("store-2026-11-22.csv");
    }

    @Test
    void oneOfSeveralIsANotice() throws IOException {
        edit("store-{date}.csv", "store-{date}*.csv");
        job.write("declarations/store-" + NIGHT + "-east.csv", "");
        job.declared("store", NIGHT, DECLARED.replace("d1", "d2"));

        assertThat(job.run().notices())
                .contains("File declarations/store-2026-11-22-east.csv of source 'store': " + WHY
                        + "; have it delivered again");
    }

    @Test
    void packedNothingIsNothing() throws IOException {
        job.run(NIGHT.minusDays(1));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        new GZIPOutputStream(packed).close();
        Files.write(folder.resolve("declarations/store-" + NIGHT + ".csv"), packed.toByteArray());

        requireRefused("store-2026-11-22.csv");
    }

    @Test
    void theHeaderAloneOrNoFileIsAQuietDay() {
        job.run(NIGHT.minusDays(1));
        assertThat(job.run().profiles()).isEqualTo(1);
        job.declared(NIGHT.plusDays(1));

        assertThat(job.run(NIGHT.plusDays(1)).profiles()).isEqualTo(1);
    }

    /** Lines without a header are as many as there are records, so none may be what an export of a quiet day is. */
    @Test
    void anIncrementOfLinesWithoutAHeaderMayBeEmpty() throws IOException {
        job.run(NIGHT.minusDays(1));
        job.write("declarations/other-" + NIGHT + ".jsonl", "");
        edit("declarations:\n", """
                declarations:
                  - name: other
                    path: declarations/other-{date}.jsonl
                    delivers: increment
                """);

        assertThat(job.run().notices())
                .contains("Delivery declarations/other-2026-11-22.jsonl of source 'other' holds no records");
    }

    /** It contained people yesterday, so the empty file does not mean that there are no declarations any more. */
    @Test
    void aSnapshotWithoutAByteIsRefusedWhateverItsFormat() throws IOException {
        edit("store-{date}.csv", "store-{date}.jsonl");
        edit("delivers: increment", "delivers: snapshot");
        job.write("declarations/store-" + NIGHT + ".jsonl", "");

        requireRefused("store-2026-11-22.jsonl");

        job.write("declarations/store-" + NIGHT + ".jsonl", "\n");
        assertThat(job.run().profiles()).isZero();
    }
}
