package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.run.RunReport;
import io.crumbless.process.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A text file that ends within a record was cut off, whatever kind of source it is of: that is reported with its line, and stops the
 * night where a withdrawal, an opt-out or a request may be missing.
 */
@Tag("night")
class CutOffFilesTest {
    private static final String MEMBERSHIPS =
            "visitor,segment_id,ts,method\nck-1,form_language_de,2026-10-01T08:00:00Z,form\n";
    private static final String LINKS = "cookie,customer,how,linked_at\nck-1,C-1,login,2026-01-01T00:00:00Z\n";
    private static final String ERASURES = "subject_id,requested_at,reason\n";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void job() throws IOException {
        job = new TestingJob(folder).write("legacy/dmp.csv", MEMBERSHIPS).write("legacy/logins.csv", LINKS);
    }

    private void setting(String from, String to) throws IOException {
        String text = Files.readString(folder.resolve("job.yaml"));
        assertThat(text).contains(from);
        job.write("job.yaml", text.replace(from, to));
    }

    private void inParts() throws IOException {
        setting("path: legacy/dmp.csv", "path: legacy/dmp*.csv");
        setting("path: legacy/logins.csv", "path: legacy/logins*.csv");
        setting("path: erasures.csv", "path: erasures*.csv");
    }

    private void optOuts(String path) throws IOException {
        setting(
                "legacy:\n",
                "legacy:\n  opt-outs:\n    - name: oo\n      path: " + path
                        + "\n      columns: { cookie-id: cookie, subject-id: customer }\n");
    }

    private static String endsWithin(String file, String source, int line) {
        return "File " + file + " of source '" + source + "' ends within the record on line " + line
                + ", so it was probably cut off, and what followed is missing; have it delivered again";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ck-", "ck-2,form_language_en", "\"ck-2\",\"form_lang", "\"ck-2\",\"form\n", "ck-2,J\u00c3"})
    void aFileOfMembershipsThatEndsWithinARecordIsReported(String end) throws IOException {
        Files.write(
                Files.createDirectories(folder.resolve("legacy")).resolve("dmp.csv"),
                (MEMBERSHIPS + end).getBytes(StandardCharsets.ISO_8859_1));

        RunReport report = job.run();

        assertThat(report.profiles()).isEqualTo(1);
        assertThat(report.notices()).contains(endsWithin("legacy/dmp.csv", "dmp", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ck-2,form_language_en,2026-10-01T08:00:00Z,form",
                "(2 rows)",
                "EOF",
                "\u001a",
                "\n  \n",
                "\r\n"
            })
    void whatEndsAsFilesDoIsNot(String end) throws IOException {
        job.write("legacy/dmp.csv", MEMBERSHIPS + end);

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("ends with"));
    }

    @Test
    void soIsOneOfAnyOtherKindAndFormat() throws IOException {
        setting(
                "shape: membership\n      columns: { cookie-id: visitor",
                "shape: membership\n      columns: { subject-id: visitor");
        setting("path: legacy/dmp.csv", "path: legacy/crm.jsonl");
        job.write(
                        "legacy/crm.jsonl",
                        "{\"visitor\":\"C-1\",\"segment_id\":\"form_language_de\",\"ts\":\"2026-10-01T08:00:00Z\",\"method\":\"form\"}\n"
                                + "{\"visitor\":\"C-2\",\"segment_id\":")
                .write("legacy/logins.csv", LINKS + "ck-2,C");
        job.write(
                "declarations/store-" + NIGHT + ".csv",
                TestingJob.HEADER + declares("a1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z")
                        + "\na2,C-2,declare,lang");

        assertThat(job.run().notices())
                .contains(
                        endsWithin("legacy/crm.jsonl", "dmp", 2),
                        endsWithin("legacy/logins.csv", "logins", 3),
                        endsWithin("declarations/store-2026-11-22.csv", "store", 3));
    }

    @Test
    void aPackedFileIsLookedAtUnpacked() throws IOException {
        setting("path: legacy/dmp.csv", "path: legacy/dmp.csv.gz");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write((MEMBERSHIPS + "ck-2,fo").getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("legacy/dmp.csv.gz"), packed.toByteArray());

        assertThat(job.run().notices()).contains(endsWithin("legacy/dmp.csv.gz", "dmp", 3));
    }

    @Test
    void textInTwoBytesALetterIsLookedAtToo() throws IOException {
        Files.write(
                folder.resolve("legacy/dmp.csv"),
                ("\uFEFF" + MEMBERSHIPS + "ck-2,fo").getBytes(StandardCharsets.UTF_16LE));

        assertThat(job.run().notices()).contains(endsWithin("legacy/dmp.csv", "dmp", 3));
    }

    @ParameterizedTest
    @CsvSource({"oo.csv, 'cookie,customer\nck-1,\nck-'", "erasures.csv, 'subject_id,requested_at,reason\nC-9,2026-11-2'"
    })
    void optOutsAndErasuresThatEndWithinARecordStopTheNight(String file, String text) throws IOException {
        optOuts("oo.csv");
        job.write("oo.csv", "cookie,customer\n").write(file, text.replace("\\n", "\n"));

        assertThatThrownBy(job::run)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("ends within the record on line")
                .hasMessageContaining("somebody's request may be missing");
    }

    @Test
    void aWithdrawalWithinOpenQuotesStopsTheNight() throws IOException {
        job.write(
                "declarations/store-" + NIGHT + ".csv",
                TestingJob.HEADER + declares("a1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z")
                        + "\nw1,\"C-1\n");

        assertThatThrownBy(job::run)
                .hasMessageContaining("ends within the record on line 3")
                .hasMessageContaining("withdrawal");
    }

    // --- a whole record by its shape, behind which a line end is missing that all others have ---

    private static String endsOpen(String file, String source, int line) {
        return "File " + file + " of source '" + source + "' ends without a line end behind the record on line " + line
                + ", which the other file of the source has, so it may have been cut off";
    }

    @Test
    void theOneFileWithoutALineEndIsReported() throws IOException {
        inParts();
        job.write("legacy/dmp-2.csv", MEMBERSHIPS + "ck-2,form_language_en,2026-10-01T08:00:00Z,f")
                .write("legacy/logins-2.csv", LINKS + "ck-2,C-2,login,2026-01-01T00:00:00Z");

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith(endsOpen("legacy/dmp-2.csv", "dmp", 3)))
                .anyMatch(notice -> notice.startsWith(endsOpen("legacy/logins-2.csv", "logins", 3)));
    }

    @Test
    void whereOthersHaveNoneEitherItIsNot() throws IOException {
        inParts();
        job.write("legacy/dmp-2.csv", MEMBERSHIPS.strip()).write("legacy/dmp-3.csv", MEMBERSHIPS.strip());

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("ends with"));
    }

    @Test
    void anIdAtTheEndOfErasuresMayBeTheFirstHalfOfOne() throws IOException {
        inParts();
        job.write("erasures.csv", ERASURES + "C-8,2026-11-20T10:00:00Z,\n")
                .write("erasures-4.csv", ERASURES + "C-9,2026-11-20T10:00:00Z,on requ");
        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith(endsOpen("erasures-4.csv", "requests", 2)));

        job.write("erasures-2.csv", ERASURES + "C-6,2026-11-20T10:00:00Z,\n")
                .write("erasures-3.csv", ERASURES + "C-7,2026-11-20T10:00:00Z,\n");
        assertThatThrownBy(job::run)
                .hasMessageContaining("ends without a line end behind the record on line 2")
                .hasMessageContaining("as-delivered: [no-line-end]");

        setting("path: erasures*.csv", "path: erasures*.csv\n    as-delivered: [no-line-end]");
        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("ends with"));
    }

    @Test
    void soMayAWithdrawalAndADeclarationIsReported() throws IOException {
        String first = declares("a1", "C-1", "language", "de", "service_messages", "2026-11-20T10:00:00Z");
        for (int day = 3; day > 0; day--) {
            job.declared(NIGHT.minusDays(day), first.replace("a1", "a" + day));
        }
        job.run(NIGHT.minusDays(1));
        String file = "declarations/store-" + NIGHT + ".csv";

        job.write(file, TestingJob.HEADER + withdraws("w1", "C-1", "language", "", "2026-11-21T10:00:00Z"));
        assertThatThrownBy(job::run)
                .hasMessageContaining("ends without a line end")
                .hasMessageContaining("withdrawal");

        job.write(file, TestingJob.HEADER + first.replace("a1", "a9"));
        assertThat(job.run().notices())
                .anyMatch(notice -> notice.contains("ends without a line end behind the record on line 2"));
        job.declared(NIGHT.plusDays(1), first.replace("a1", "a10"));
        assertThat(job.run(NIGHT.plusDays(1)).notices()).noneMatch(notice -> notice.contains("ends with"));
    }

    @Test
    void aFileWithoutRecordsThatWasTakenBeforeIsNoPartOfIt() {
        job.declared(NIGHT.minusDays(1));
        job.run(NIGHT.minusDays(1));

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("ends with"));
    }
}
