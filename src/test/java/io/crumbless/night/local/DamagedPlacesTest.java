package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.columnar.storage.Location;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.process.Failure;
import io.crumbless.warehouse.snapshot.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night continues after copies, kills, power cuts and manual corrections, or refuses to; nothing is lost. */
@Tag("night")
class DamagedPlacesTest {
    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void declareEveryDay() {
        job = new TestingJob(folder);
        for (LocalDate day : List.of(NIGHT.minusDays(2), NIGHT.minusDays(1), NIGHT)) {
            job.declared(day, declares("d-" + day, "C-1", "language", "de", "service_messages", day + "T10:00:00Z"));
        }
    }

    /** It would take itself for the first night, and delete the only evidence log with the others. */
    @Test
    void aNightIsRefusedWhereThePointerWasLost() throws IOException {
        job.run(NIGHT.minusDays(2));
        RunReport last = job.run(NIGHT.minusDays(1));
        Files.delete(job.warehouse().resolve("current"));

        assertThatThrownBy(job::run)
                .hasMessageContaining("it holds snapshot " + last.runId() + ", which was published, but no pointer")
                .hasMessageContaining("ln -sfn snapshots/" + last.runId())
                .extracting(thrown -> ((Failure) thrown).category())
                .isEqualTo(Failure.ErrorCategory.ENVIRONMENT);
        assertThat(names(job.warehouse().resolve("snapshots"))).hasSize(2);

        Files.createSymbolicLink(job.warehouse().resolve("current"), Path.of("snapshots/" + last.runId()));
        job.run();
        assertThat(job.query("SELECT count(*) FROM $declarations")).containsExactly("3");
    }

    @Test
    void aSnapshotThatWasMovedButNotMarkedOrPointedToIsPublished() throws IOException {
        RunReport first = job.run(NIGHT.minusDays(1));
        Path snapshots = job.warehouse().resolve("snapshots");
        Path aside = job.warehouse().resolve(".staging").resolve(first.runId()).resolve("snapshot");
        Warehouse warehouse = new Warehouse(Location.of(job.warehouse()));
        Files.createDirectories(aside.getParent());
        Files.delete(job.warehouse().resolve("current"));
        Files.delete(snapshots.resolve(first.runId()).resolve("_SUCCESS"));

        warehouse.publish(first.runId());

        assertThat(warehouse.isComplete(first.runId())).isTrue();
        assertThat(warehouse.current()).contains(first.runId());
    }

    /** As where a move is a copy: an object store. */
    @Test
    void aMoveThatCameHalfTheWayIsMadeAgain() throws IOException {
        RunReport first = job.run(NIGHT.minusDays(1));
        Path place = job.warehouse().resolve("snapshots").resolve(first.runId());
        Path aside = job.warehouse().resolve(".staging").resolve(first.runId()).resolve("snapshot");
        Files.createDirectories(aside.getParent());
        Files.delete(place.resolve("_SUCCESS"));
        Files.move(place, aside);
        Files.createDirectories(place.resolve("profiles"));
        Files.copy(aside.resolve("profiles/part-00000.parquet"), place.resolve("profiles/part-00000.parquet"));

        new Warehouse(Location.of(job.warehouse())).publish(first.runId());

        assertThat(job.query("SELECT count(*) FROM $declarations")).containsExactly("2");
        assertThat(place.resolve("_SUCCESS")).exists();
    }

    @Test
    void aSnapshotThatIsMissingFilesIsNotPublished() throws IOException {
        RunReport first = job.run(NIGHT.minusDays(1));
        Path place = job.warehouse().resolve("snapshots").resolve(first.runId());
        Files.delete(place.resolve("_SUCCESS"));
        Files.delete(place.resolve("profiles/part-00000.parquet"));
        Warehouse warehouse = new Warehouse(Location.of(job.warehouse()));

        assertThatThrownBy(() -> warehouse.publish(first.runId()))
                .hasMessageContaining("Cannot publish " + first.runId() + ": files of it are missing");
        assertThat(place.resolve("_SUCCESS")).doesNotExist();
    }

    @Test
    void whatIsInANamedSpillFolderOfOthersStays() throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        Files.writeString(scratch.resolve("somebody-elses"), "here");
        String text = Files.readString(folder.resolve("job.yaml"));
        job.write("job.yaml", text + "spill: scratch\n");

        job.run();

        assertThat(names(scratch)).containsExactly("somebody-elses");
    }

    @Test
    void aComparisonOfPoliciesBesideANightKeepsItsFolderForADay() throws IOException {
        Path fresh = Files.createDirectories(job.file().spill().resolve("policy-diff-1"));
        Path old = Files.createDirectories(job.file().spill().resolve("policy-diff-2"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(90_000)));

        job.run();

        assertThat(fresh).exists();
        assertThat(old).doesNotExist();
    }

    @Test
    void aCorrectionOfTheJobFileIsAnotherRun() throws IOException {
        String rows = "ck1;x_score;2026-11-01T00:00:00Z;model\n".repeat(4);
        job.write("legacy/dmp.csv", "visitor;segment_id;ts;method\n" + rows);
        job.write("legacy/logins.csv", "cookie,customer,how,linked_at\nck1,C-1,login,2026-10-01T00:00:00Z\n");
        assertThatThrownBy(job::run).isInstanceOf(Failure.class);
        String text = Files.readString(folder.resolve("job.yaml"));
        String corrected = text.replace("shape: membership", "shape: membership\n      csv: { delimiter: ';' }");
        assertThat(corrected).isNotEqualTo(text);
        job.write("job.yaml", corrected);

        RunReport report = job.run();

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.PUBLISHED);
        assertThat(job.query("SELECT subject_id, \"values\" FROM $removals")).containsExactly("C-1|4");
    }

    @Test
    void whereDeliveriesLieAndHowTheFileIsWrittenDoesNotNameTheRun() throws IOException {
        String before = job.file().settingsVersion();
        String text = Files.readString(folder.resolve("job.yaml"));
        job.write(
                "job.yaml",
                "# a comment\n"
                        + text.replace("path: erasures.csv", "path: 'erasures.csv'")
                                .replace(
                                        "path: legacy/dmp.csv\n      shape: membership",
                                        "shape: membership\n      path: ./legacy/dmp.csv"));

        assertThat(job.file().settingsVersion()).isEqualTo(before);
        job.write("job.yaml", text.replace("delivers: increment", "delivers: increment\n    zone: Europe/Berlin"));
        assertThat(job.file().settingsVersion()).isNotEqualTo(before);
    }

    /** Finished parts are not forced to the disk: after a power cut they may be cut short. */
    @Test
    void workFromBeforeASystemStartIsStartedAgain() throws IOException {
        Workspace workspace = new Workspace(folder.resolve("work"));
        workspace.create();
        String id = workspace.id();
        assertThat(workspace.id()).isEqualTo(id);
        Files.writeString(workspace.spill().resolve("admit-00000-0.spill"), "cut");
        Files.writeString(workspace.folder().resolve("work-id"), "4711 another-start");

        assertThat(workspace.id()).isNotEqualTo(id).isNotEqualTo("4711 another-start");
        assertThat(workspace.spillFiles()).isEmpty();
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> found = Files.list(place)) {
            return found.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }
}
