package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law 11: nothing succeeds silently with no effect. */
@Tag("night")
class RequestsWithoutEffectTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() {
        job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));
    }

    @Test
    void anErasureThatFoundNobodyIsReported() {
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-9,2026-11-22T08:00:00Z,art17\n");

        assertThat(job.run().notices()).contains("1 erasure request of source 'requests' matched nobody");
    }

    @Test
    void anErasureThatFoundSomebodyIsNot() {
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,2026-11-22T08:00:00Z,art17\n");

        assertThat(job.run().notices()).noneMatch(notice -> notice.contains("matched nobody"));
    }

    @Test
    void aWithdrawalOfAnUnknownAttributeIsReported() {
        job.declared(
                NIGHT,
                withdraws("w1", "C-1", "language", "", "2026-11-22T11:00:00Z"),
                withdraws("w2", "C-1", "*", "service_messages", "2026-11-22T11:00:00Z"),
                withdraws("w3", "C-1", "horoscope", "", "2026-11-22T11:00:00Z"),
                withdraws("w4", "C-1", "language", "service_message", "2026-11-22T11:00:00Z"));

        assertThat(job.run().notices())
                .contains("2 withdrawals of an attribute or a purpose that the policy does not know");
    }

    @Test
    void aRuleThatMatchedNothingIsReported() {
        job.write("legacy/dmp.csv", "visitor,segment_id,ts,method\nck1,x_thing,2026-11-01T00:00:00Z,model_v2\n");

        assertThat(job.run().notices())
                .contains("Rule 'bought' of provenance.yaml matched nothing")
                .noneMatch(notice -> notice.contains("'modelled'"));
    }

    @Test
    void anEmptyDeliveryIsReported() {
        job.declared(NIGHT.minusDays(1));

        assertThat(job.run().notices())
                .contains("Delivery declarations/store-2026-11-21.csv of source 'store' holds no records");
    }

    @Test
    void aSourceThatDeliversNothingNewIsReported() {
        job.run();

        assertThat(job.run(NIGHT.plusDays(1)).notices())
                .contains("Source 'store' delivered nothing new for 2026-11-23");
    }

    @Test
    void aWithdrawalOfALaterTimeIsReported() {
        job.declared(NIGHT, withdraws("w1", "C-1", "language", "", "2062-11-22T11:00:00Z"));

        assertThat(job.run().notices())
                .contains("1 withdrawal is dated later than the night, and has no effect until then; check the clock"
                        + " and the time zone of the source");

        job.declared(
                NIGHT,
                withdraws("w1", "C-1", "language", "", "2062-11-22T11:00:00Z"),
                withdraws("w2", "C-1", "language", "", "2062-11-22T12:00:00Z"));

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith(
                        "2 withdrawals are dated later than the night, and have no effect until then;"));
    }

    @Test
    void anErasureOfALaterTimeIsReported() {
        job.write("erasures.csv", "subject_id,requested_at,reason\nC-1,2062-11-22T08:00:00Z,art17\n");

        assertThat(job.run().notices())
                .contains("1 erasure request of source 'requests' is dated later than the night, and waits until then;"
                        + " check the clock and the time zone of the source");
    }

    @Test
    void aSourceOfWhichEveryValueIsUnknownIsReported() {
        job.write(
                "legacy/dmp.csv",
                "visitor,segment_id,ts,method\nck1,FORM_LANGUAGE_DE,2026-11-01T00:00:00Z,\n"
                        + "ck2,FORM_LANGUAGE_DE,2026-11-01T00:00:00Z,\n");

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith("Every one of 2 values of source 'dmp' is of"));
    }

    @Test
    void idsThatAProgramChangedOrThatAreNobodysAreReported() {
        job.declared(
                NIGHT,
                declares("d1", "1.23457E+12", "language", "de", "service_messages", "2026-11-22T10:00:00Z"),
                declares("d2", "unknown", "language", "de", "service_messages", "2026-11-22T10:00:00Z"),
                declares("d3", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"));

        assertThat(job.run().notices())
                .anyMatch(notice -> notice.startsWith("1 id of a person looks changed by a program on the way"))
                .anyMatch(notice -> notice.startsWith("1 id of a person is a word for nobody"));
    }
}
