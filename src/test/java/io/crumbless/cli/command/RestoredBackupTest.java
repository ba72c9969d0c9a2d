package io.crumbless.cli.command;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.proof.PublishedAudit;
import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.local.LocalNight;
import io.crumbless.night.local.TestingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: what a backup of yesterday can repair is repaired by the next night, and what it would undo is refused in words. */
@Tag("night")
class RestoredBackupTest {
    private static final LocalDate NEXT = NIGHT.plusDays(1);

    @TempDir
    private Path folder;

    private TestingJob job;
    private TestingCli cli;

    @BeforeEach
    void aNightAndABackup() throws IOException {
        job = TestingJobs.declaring(folder)
                .declared(NEXT, declares("d4", "C-4", "language", "de", "service_messages", "2026-11-23T10:00:00Z"));
        cli = new TestingCli(
                folder,
                new Parts(
                        () -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage()),
                        () -> new PublishedAudit(2),
                        TestingParts::none));
        requireDone("run", "job.yaml", "--date", NIGHT.minusDays(1).toString());
        copy(folder.resolve("control"), folder.resolve("backup/control"));
        copy(folder.resolve("warehouse"), folder.resolve("backup/warehouse"));
    }

    private void requireDone(String... words) {
        assertThat(cli.run(words)).as(() -> cli.out() + cli.err()).isZero();
    }

    private void restore(String name) throws IOException {
        Location place = Location.of(folder.resolve(name));
        Storage.of(place).deleteRecursively(place);
        copy(folder.resolve("backup").resolve(name), folder.resolve(name));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path place = to.resolve(from.relativize(each).toString());
                Files.createDirectories(place.getParent());
                Files.copy(each, place, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /** The disk of the database is lost, that of the warehouse is not. */
    @Test
    void aControlDatabaseOfYesterdayTakesOverWhatWasPublishedSince() throws IOException {
        requireDone("run", "job.yaml", "--date", NIGHT.toString());

        restore("control");

        requireDone("run", "job.yaml", "--date", NEXT.toString());
        requireDone("audit", "--job", "job.yaml");
        assertThat(cli.out()).contains("2026-11-23");
        requireDone("history", "job.yaml");
        assertThat(cli.out()).contains("2026-11-21", "2026-11-23").doesNotContain("2026-11-22 ");
    }

    @Test
    void aControlDatabaseFromBeforeAnErasureIsRefused() throws IOException {
        requireDone("run", "job.yaml", "--date", NIGHT.toString());
        requireDone("erase", "C-2", "--job", "job.yaml", "--yes", "--reason", "asked to");

        restore("control");

        assertThat(cli.run("run", "job.yaml", "--date", NEXT.toString())).isEqualTo(5);
        assertThat(cli.err()).contains("does not know of an erasure", "restore it from its backup");
    }

    /**
     * Later deliveries are processed again, people erased since stay erased, and the audit reports the missing
     * snapshot.
     */
    @Test
    void aWarehouseOfYesterdayCatchesUp() throws IOException {
        requireDone("run", "job.yaml", "--date", NIGHT.toString());
        requireDone("erase", "C-3", "--job", "job.yaml", "--yes", "--reason", "asked to");

        restore("warehouse");

        requireDone("run", "job.yaml", "--date", NEXT.toString());
        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).containsExactly("C-1", "C-2", "C-4");
        assertThat(cli.run("audit", "--job", "job.yaml")).isEqualTo(4);
        assertThat(cli.out().lines().filter(line -> line.contains("finding:")))
                .singleElement()
                .asString()
                .contains("2026-11-22", "it was published and is still to be kept, and its files are gone");
    }

    @Test
    void bothOfYesterdayCatchUp() throws IOException {
        requireDone("run", "job.yaml", "--date", NIGHT.toString());

        restore("warehouse");
        restore("control");

        requireDone("run", "job.yaml", "--date", NEXT.toString());
        assertThat(job.query("SELECT subject_id FROM $profiles ORDER BY 1")).hasSize(4);
        requireDone("audit", "--job", "job.yaml");
    }

    /** There is no snapshot left for a rollback; everything else works. */
    @Test
    void aWarehouseOfOneSnapshotIsRunErasedFromAndAudited() throws IOException {
        job.write("job.yaml", Files.readString(folder.resolve("job.yaml")) + "keep-snapshots: 1\n");
        for (LocalDate night : new LocalDate[] {NIGHT, NEXT}) {
            requireDone("run", "job.yaml", "--date", night.toString());
            try (Stream<Path> kept = Files.list(folder.resolve("warehouse/snapshots"))) {
                assertThat(kept).hasSize(1);
            }
        }
        requireDone("erase", "C-2", "--job", "job.yaml", "--yes", "--reason", "asked to");
        requireDone("audit", "--job", "job.yaml");

        assertThat(cli.run("rollback", "--job", "job.yaml", "--yes")).isEqualTo(2);
        assertThat(cli.err()).contains("Cannot ").doesNotContain("defect");
    }
}
