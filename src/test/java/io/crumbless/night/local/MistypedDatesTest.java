package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static io.crumbless.night.local.TestingJob.withdraws;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise: a delivery with a wrong date in its name does not wait silently for ever, since it may contain withdrawals.
 */
@Tag("night")
class MistypedDatesTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void declared() {
        job = new TestingJob(folder)
                .declared(NIGHT, declares("d1", "C-1", "language", "de", "service_messages", "2026-11-21T10:00:00Z"));
    }

    @Test
    void aDayThatIsNoneIsRefused() {
        job.write(
                "declarations/store-2026-11-31.csv",
                TestingJob.HEADER + withdraws("w1", "C-1", "language", "", "2026-11-22T09:00:00Z") + "\n");
        assertThatThrownBy(job::run)
                .hasMessageContaining("store-2026-11-31.csv of source 'store': its name bears no day that there is");
    }

    @Test
    void aDayInAnotherCenturyIsReported() {
        job.declared(NIGHT.plusYears(36), withdraws("w1", "C-1", "language", "", "2026-11-22T09:00:00Z"));
        assertThat(job.run().notices())
                .contains(
                        "File declarations/store-2062-11-22.csv of source 'store' is dated 2062-11-22, more than a year"
                                + " after the business date, and waits; if its date is mistyped, have it delivered under its day");
    }

    @Test
    void whatLaterNightsWillReadIsNotReported() {
        job.declared(NIGHT.plusDays(300), withdraws("w1", "C-1", "language", "", "2026-11-22T09:00:00Z"));
        assertThat(job.run().notices()).noneMatch(notice -> notice.startsWith("File "));
    }
}
