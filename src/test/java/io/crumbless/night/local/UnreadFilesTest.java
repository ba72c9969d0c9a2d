package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.process.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a file that cannot be read stops the night by name, however many others outweigh it. */
@Tag("night")
class UnreadFilesTest {
    private static final String SOUND =
            "visitor,segment_id,ts,method\n" + "ck1,x_score,2026-11-01T00:00:00Z,model\n".repeat(200);

    @TempDir
    private Path folder;

    /** Links, opt-outs and erasures without a header, so that nothing but the bytes gives the file away. */
    private TestingJob job() {
        TestingJob job = new TestingJob(folder).write("legacy/dmp-1.csv", SOUND);
        String yaml = read("job.yaml")
                .replace("legacy/dmp.csv", "legacy/dmp-*")
                .replace(
                        "path: legacy/logins.csv",
                        "path: legacy/logins*\n      csv: { header: [cookie, customer, how, linked_at] }\n      format: csv")
                .replace("path: declarations/store-{date}.csv", "path: declarations/store-{date}*\n    format: csv")
                .replace(
                        "path: erasures.csv",
                        "path: erasures*\n    format: csv\n    csv: { header: [subject_id, requested_at, reason] }")
                .replace("      shape: membership", "      shape: membership\n      format: csv")
                .replace(
                        "declarations:\n",
                        "  opt-outs:\n    - name: opt-outs\n      path: legacy/opt-outs*\n      format: csv\n"
                                + "      csv: { header: [cookie, customer] }\n      columns: { cookie-id: cookie, subject-id: customer }\n"
                                + "declarations:\n");
        return job.write("job.yaml", yaml)
                .write("legacy/logins.csv", "ck1,C-1,login,2026-11-01T00:00:00Z\n".repeat(200))
                .write("legacy/opt-outs.csv", "ck9,C-9\n".repeat(200))
                .write("erasures.csv", "C-8,2026-11-01T00:00:00Z,asked\n".repeat(200))
                .declared(NIGHT, lines(200));
    }

    private static String[] lines(int count) {
        String[] lines = new String[count];
        for (int i = 0; i < count; i++) {
            lines[i] = declares("d" + i, "C-" + i, "language", "de", "service_messages", "2026-11-20T10:00:00Z");
        }
        return lines;
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theSoundJobRuns() {
        assertThat(job().run().notices()).noneMatch(notice -> notice.contains("no record was taken"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "legacy/dmp-2.csv.gz",
                "legacy/logins-2.csv.gz",
                "legacy/opt-outs-2.csv.gz",
                "declarations/store-2026-11-22-2.csv.gz",
                "erasures-2.csv.gz"
            })
    void aCompressedFileThatIsCutShortAmongPlainOnesStopsTheNight(String file) throws IOException {
        TestingJob job = job();
        String withdrawal = withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z");
        byte[] whole = gzip(TestingJob.HEADER + withdrawal + "\n");
        Files.write(folder.resolve(file), Arrays.copyOf(whole, whole.length - 5));

        assertRefused(job, file, "it is compressed with gzip, and damaged or cut short near byte", "deliver it again");
    }

    @Test
    void aFileWithoutOneReadableRecordStopsTheNight() {
        TestingJob job = job().write("legacy/logins-2.csv", "ck2;C-2;login;2026-11-01T00:00:00Z\n".repeat(3));

        assertRefused(
                job,
                "legacy/logins-2.csv of source 'logins'",
                "3 of its 3 records cannot be read, so nothing of it is known");
    }

    @Test
    void noLimitExcusesAFileOfWhichNothingCanBeRead() {
        TestingJob job = job().write("legacy/dmp-2.csv", "visitor,segment_id,ts,method\nck2\n");
        job.write("job.yaml", read("job.yaml") + "limits: { malformed-may-reach: 1.0 }\n");

        assertRefused(
                job, "legacy/dmp-2.csv of source 'dmp'", "1 of its 1 record cannot be read, so nothing of it is known");
    }

    @Test
    void aFileOfWhichLessThanHalfCanBeReadStopsTheNight() {
        TestingJob job = job().declared(NIGHT.minusDays(1), broken(3, 4));

        assertRefused(
                job,
                "declarations/store-2026-11-21.csv of source 'store'",
                "4 of its 7 records cannot be read, more than" + " limits.malformed-may-reach of one file");
    }

    @Test
    void aFileOfWhichHalfCanBeReadPassesAndIsCounted() {
        TestingJob job = job().declared(NIGHT.minusDays(1), broken(2, 2));
        job.run();
        assertThat(job.query("SELECT count(*) FROM $refusals WHERE reason = 'malformed'"))
                .containsExactly("2");
    }

    /** They are text and can be read; that all records were refused is reported anyway. */
    @Test
    void aFileOfWhichNoRecordWasTakenIsReported() {
        TestingJob job = job().declared(
                        NIGHT.minusDays(1),
                        declares("e1", "C-1", "shoe_size", "40", "service_messages", "2026-11-20T10:00:00Z"));

        assertThat(job.run().notices())
                .contains("Of declarations/store-2026-11-21.csv of source 'store' no record was taken: its only one was"
                        + " refused or kept apart");
    }

    private static String[] broken(int sound, int malformed) {
        String[] all = new String[sound + malformed];
        System.arraycopy(lines(sound), 0, all, 0, sound);
        for (int i = sound; i < all.length; i++) {
            all[i] = "d" + i + ",C-1,declare";
        }
        return all;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static void assertRefused(TestingJob job, String... parts) {
        assertThatThrownBy(job::run)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(Failure.ErrorCategory.INPUT))
                .hasMessageStartingWith("Cannot read ")
                .satisfies(thrown -> assertThat(thrown.getMessage()).contains(parts));
    }
}
