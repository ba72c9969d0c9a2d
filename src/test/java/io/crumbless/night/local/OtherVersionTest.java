package io.crumbless.night.local;

import static io.crumbless.night.local.TestingJob.NIGHT;
import static io.crumbless.night.local.TestingJob.declares;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.answers.report.NightReportPage;
import io.crumbless.columnar.spill.SpillFile;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.night.run.RunReport;
import io.crumbless.night.scatter.Workspace;
import io.crumbless.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed, upgraded, run: what another version left unfinished is not continued, and the night says so. */
@Tag("night")
class OtherVersionTest {
    private static final String ROWS = "SELECT subject_id, language FROM $profiles ORDER BY subject_id";

    @TempDir
    private Path folder;

    private TestingJob job;

    @BeforeEach
    void deliver() {
        job = new TestingJob(folder)
                .declared(
                        NIGHT,
                        declares("d1", "C-1", "language", "de", "service_messages", "2026-11-22T10:00:00Z"),
                        declares("d2", "C-2", "language", "en", "service_messages", "2026-11-22T10:00:00Z"));
    }

    @Test
    void workOfTheSameVersionIsContinuedWithoutAWord() throws IOException {
        breakOff();

        RunReport report = job.run();

        assertThat(report.notices()).noneMatch(notice -> notice.contains("another version"));
        assertThat(job.query(ROWS)).containsExactly("C-1|de", "C-2|en");
    }

    @Test
    void workOfAnotherVersionIsStartedAgain() throws IOException {
        Path work = breakOff();
        asOfAnotherVersion(work);
        for (Path spilled : spilled(work)) {
            Files.writeString(spilled, "what another version spills");
        }

        RunReport report = job.run();

        assertThat(report.notices())
                .containsOnlyOnce("Run " + report.runId() + " was left unfinished by another version of the program:"
                        + " what it had done is not continued, and is done again where it is needed");
        assertThat(job.query(ROWS)).containsExactly("C-1|de", "C-2|en");
    }

    /** Where the other version's layout or settings give the night another id, its folder is not looked into either. */
    @Test
    void workUnderAnotherIdIsReportedAndDeleted() throws IOException {
        Path work = breakOff();
        asOfAnotherVersion(work);
        Path other = work.resolveSibling(NIGHT + "-0123456789ab");
        Files.move(work, other);

        RunReport report = job.run();

        assertThat(report.notices())
                .anyMatch(notice ->
                        notice.startsWith("Run " + NIGHT + "-0123456789ab was left unfinished by another version"));
        assertThat(other).doesNotExist();
    }

    @Test
    void aVersionContinuesItsOwnWorkAlone() throws IOException {
        Path place = folder.resolve("work");
        Workspace before = new Workspace(place, "crumbless 1 parts=one spill=1.1");
        before.create();
        String id = before.id();
        Files.writeString(before.spill().resolve("admit-00000-0.spill"), "spilled");
        assertThat(before.id()).isEqualTo(id);
        assertThat(before.spillFiles()).hasSize(1);

        Workspace after = new Workspace(place, "crumbless 1 parts=one spill=1.2");
        assertThat(after.id()).isNotEqualTo(id);
        assertThat(after.spillFiles()).isEmpty();
    }

    @Test
    void aSpillFileOfAnotherFormatIsNotRead() throws IOException {
        Path spilled = spilled(breakOff()).get(0);
        byte[] bytes = Files.readAllBytes(spilled);
        bytes[bytes.length - 1]++;
        Files.write(spilled, bytes);

        assertThatThrownBy(() -> SpillFile.open(spilled))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot read spill file " + spilled + ": it is not of format ");
    }

    /** A night that ends when its facts are spilled; its folder. */
    private Path breakOff() throws IOException {
        Progress ending = new Ending("merge profiles");
        assertThatThrownBy(() -> new LocalNight(Clock.systemUTC(), 2, new NightReportPage())
                        .run(job.file(), NIGHT, RunOptions.DEFAULTS, ending))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("the end");
        try (Stream<Path> left = Files.list(job.file().spill())) {
            Path work = left.findFirst().orElseThrow();
            assertThat(spilled(work)).isNotEmpty();
            return work;
        }
    }

    private static List<Path> spilled(Path work) {
        return new Workspace(work).spillFiles();
    }

    private static void asOfAnotherVersion(Path work) throws IOException {
        Path id = work.resolve("work-id");
        Files.writeString(id, Files.readString(id) + "0");
    }

    /** Ends a night where a step would begin. */
    private record Ending(String at) implements Progress {
        @Override
        public void stepStarted(String step) {
            if (step.equals(at)) {
                throw new Failure(Failure.ErrorCategory.ENVIRONMENT, "the end");
            }
        }

        @Override
        public void advanced(String step, long done, long total, String unit) {}

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {}

        @Override
        public void message(String text) {}
    }
}
