package io.crumbless.night.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.columnar.storage.CountingFileSystem;
import io.crumbless.night.run.RunReport;
import io.crumbless.warehouse.ledger.ControlDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what a night costs grows with the number of its files and no faster, and small files are worked on together. */
@Tag("night")
class ManyFilesTest {
    private static final int DELIVERIES = 2000;
    private static final int MEMBERSHIPS = 500;

    /** Dates of the deliveries; each is in the name of some files. */
    private static final int DAYS = 50;

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() throws Exception {
        job = new TestingJob(folder);
        for (int i = 0; i < DELIVERIES; i++) {
            LocalDate day = TestingJob.NIGHT.minusDays(i % DAYS);
            job.write(
                    "declarations/store-" + day + "-" + i + ".csv",
                    TestingJob.HEADER
                            + TestingJob.declares(
                                    "d" + i,
                                    "C-" + i,
                                    "language",
                                    "de",
                                    "service_messages",
                                    day.minusDays(1) + "T10:00:00Z")
                            + "\n");
        }
        for (int i = 0; i < MEMBERSHIPS; i++) {
            job.write(
                    "legacy/more-" + i + ".csv",
                    "visitor,segment_id,ts,method\nv" + i + ",seg,2026-11-01T10:00:00Z,model\n");
        }
        Path file = folder.resolve("job.yaml");
        String counted = CountingFileSystem.SCHEME + "://" + folder;
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("declarations/store-{date}.csv", counted + "/declarations/store-{date}-*.csv")
                        .replace("legacy/dmp.csv", counted + "/legacy/more-*.csv"));
        CountingFileSystem.countBelow(folder);
    }

    @Test
    void theFolderIsListedAFewTimesAndEveryFileOpenedTwice() throws Exception {
        RunReport report = job.run();

        assertThat(report.profiles()).isEqualTo(DELIVERIES);
        assertThat(report.recordsRead()).isGreaterThanOrEqualTo(DELIVERIES + MEMBERSHIPS);
        assertThat(CountingFileSystem.LISTINGS).hasValueLessThan(20);
        // Once to count and hash it, once to read it; its first bytes may be looked at besides.
        assertThat(CountingFileSystem.OPENINGS).hasValueLessThanOrEqualTo(3 * (DELIVERIES + MEMBERSHIPS));
        assertThat(partsOfTheNight()).isLessThan(60);
    }

    @Test
    void whatWasTakenIsOpenedToBeHashedAlone() {
        job.run();
        CountingFileSystem.countBelow(folder);

        RunReport report = job.run(TestingJob.NIGHT.plusDays(1));

        assertThat(report.notices()).anyMatch(notice -> notice.startsWith("Source 'store' delivered nothing new"));
        // For each source: its matches, other matches, missing ones, and whether a path is a folder. Not one a file.
        assertThat(CountingFileSystem.LISTINGS).hasValueLessThan(30);
        assertThat(CountingFileSystem.OPENINGS).hasValueLessThanOrEqualTo(2 * DELIVERIES + 3 * MEMBERSHIPS);
    }

    private int partsOfTheNight() throws Exception {
        try (ControlDatabase database = ControlDatabase.open(job.file().control());
                Connection control = database.dataSource().getConnection();
                ResultSet steps = control.createStatement().executeQuery("SELECT count(*) FROM BATCH_STEP_EXECUTION")) {
            assertThat(steps.next()).isTrue();
            return steps.getInt(1);
        }
    }
}
