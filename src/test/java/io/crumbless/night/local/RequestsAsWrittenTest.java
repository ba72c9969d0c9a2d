package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.night.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: what asks for several people at once stops the night, and the blank rows of a spreadsheet ask for nothing. */
@Tag("night")
class RequestsAsWrittenTest {
    private static final String SEVERAL = "seems to hold several";
    private static final String ASKED = ",2026-11-22T08:00:00Z,art17\n";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() throws IOException {
        job = new TestingJob(folder)
                .write("crm.csv", "id,language,at\nC-1,de,2026-10-01T08:00:00Z\nC-2,de,2026-10-01T08:00:00Z\n")
                .write("opt-outs.csv", "customer,note\n")
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));
        replace("  links:\n", """
                    - { name: crm, path: crm.csv, shape: wide, columns: { subject-id: id, assigned-at: at } }
                  opt-outs:
                    - name: opt-outs
                      path: opt-outs.csv
                      columns: { subject-id: customer }
                  links:
                """.indent(0));
    }

    private void replace(String text, String by) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, Files.readString(file).replace(text, by));
    }

    private static String bins(RunReport report, String unit) {
        return report.balance().stream()
                .filter(line -> line.unit().equals(unit))
                .map(line -> line.bins().toString())
                .toList()
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-1;C-2", "\"C-1, C-2\"", "\"C-1\nC-2\"", "C-1 und C-2"})
    void anErasureOfSeveralPeopleStopsTheNight(String ids) throws IOException {
        job.write("erasures.csv", "subject_id,requested_at,reason\n" + ids + ASKED);
        assertThatThrownBy(job::run)
                .hasMessageContaining("erasures.csv:2: its id " + SEVERAL)
                .hasMessageNotContaining("C-1");

        replace("path: erasures.csv", "path: erasures.csv\n    as-delivered: [joined-ids]");
        assertThat(job.run().notices()).contains("1 erasure request of source 'requests' matched nobody");
    }

    @Test
    void anOptOutOfSeveralPeopleStopsTheNight() throws IOException {
        job.write("opt-outs.csv", "customer,note\nC-1|C-2,\n");
        assertThatThrownBy(job::run).hasMessageContaining("an id " + SEVERAL).hasMessageNotContaining("C-1");

        replace("path: opt-outs.csv", "path: opt-outs.csv\n      as-delivered: [joined-ids]");
        assertThat(job.run().notices()).contains("1 opt-out of source 'opt-outs' matched nobody");
    }

    @Test
    void aWithdrawalOfSeveralPeopleStopsTheNight() throws IOException {
        job.declared(NIGHT, withdraws("w1", "C-1;C-2", "language", "", "2026-11-22T11:00:00Z"));
        assertThatThrownBy(job::run)
                .hasMessageContaining("may be a withdrawal and is not understood (its id " + SEVERAL)
                .hasMessageNotContaining("C-1");

        replace("delivers: increment", "delivers: increment\n    as-delivered: [joined-ids]");
        assertThat(job.run().notices()).contains("1 withdrawal of source 'store' matched nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "everything", "alles"})
    void aWordForEverythingSaysWhatToWrite(String word) {
        job.declared(NIGHT, withdraws("w1", "C-1", word, "", "2026-11-22T11:00:00Z"));

        assertThatThrownBy(job::run)
                .hasMessageContaining("have the source name the attribute that is withdrawn, or * for everything");
    }

    @Test
    void aWordForAllPurposesSaysWhatToWrite() {
        job.declared(NIGHT, withdraws("w1", "C-1", "language", "all", "2026-11-22T11:00:00Z"));

        assertThatThrownBy(job::run)
                .hasMessageContaining("have the source name the purposes that are withdrawn, or none where all are");
    }

    @Test
    void anOptOutOfALaterTimeIsReported() throws IOException {
        job.write("sale.csv", "customer,at\nC-2,2062-11-22T08:00:00Z\n");
        replace("  opt-outs:\n", """
                  opt-outs:
                    - name: sale
                      path: sale.csv
                      scope: sale
                      columns: { subject-id: customer, opted-out-at: at }
                """.indent(0));

        assertThat(job.run().notices())
                .contains(
                        "1 opt-out of source 'sale' is dated later than the night, and waits until then; check the clock and the"
                                + " time zone of the source");
    }

    /** A data frame writes 1 as 1.0 where another cell is empty. */
    @Test
    void aFlagThatBecameAFractionCounts() throws IOException {
        job.write("opt-outs.csv", "customer,gpc\nC-1,1.0\nC-2,0.0\n");
        replace("path: opt-outs.csv", "path: opt-outs.csv\n      where: { gpc: true }");

        assertThat(bins(job.run(), "opt_outs")).isEqualTo("[{applied=1, left_out=1}]");
    }

    @Test
    void blankRowsAreCountedAndReported() {
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1" + ASKED + ",,\n , ,\"\"\n")
                .write("opt-outs.csv", "customer,note\n,\nC-2,\n");

        RunReport report = job.run();

        assertThat(bins(report, "erasure_requests")).isEqualTo("[{empty=2, honoured=1}]");
        assertThat(bins(report, "opt_outs")).isEqualTo("[{applied=1, empty=1}]");
        assertThat(report.notices())
                .contains(
                        "2 records of source 'requests' are blank, as a spreadsheet leaves rows behind, and ask for nothing;"
                                + " check that nothing was lost from them")
                .anyMatch(notice -> notice.startsWith("1 record of source 'opt-outs' is blank"));
        assertThat(report.profiles()).isZero();
    }

    @Test
    void aFileOfBlankRowsAloneMayHaveLostWhatStoodInThem() {
        job.write("opt-outs.csv", "customer,note\n,\n,\n");
        assertThatThrownBy(job::run).hasMessageContaining("opt-outs.csv").hasMessageContaining("every record is blank");

        job.write("opt-outs.csv", "customer,note\n,lost\n");
        assertThatThrownBy(job::run).hasMessageContaining("it names neither cookie nor subject");
    }
}
