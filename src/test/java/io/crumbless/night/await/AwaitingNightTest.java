package io.crumbless.night.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crumbless.TestingClock;
import io.crumbless.columnar.storage.Sha256;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.NightlyRun;
import io.crumbless.night.run.Progress;
import io.crumbless.night.run.RunOptions;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.settings.yaml.ProblemsException;
import io.crumbless.warehouse.ledger.ControlDatabase;
import io.crumbless.warehouse.ledger.RunAttempt;
import io.crumbless.warehouse.ledger.RunLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise: a night begins when what it waits for is there, and is refused by name when its time to wait is over. */
@Tag("unit")
class AwaitingNightTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);

    @TempDir
    private Path folder;

    private final List<String> events = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T01:30:00Z");
    private Runnable meanwhile = () -> {};

    @BeforeEach
    void makesTheFolder() throws IOException {
        Files.createDirectories(folder.resolve("in"));
    }

    @Test
    void beginsAtOnceWhereNothingIsWaitedFor() throws IOException {
        run(job(""));

        assertThat(events).containsExactly("night");
    }

    @Test
    void beginsWhenTheFileIsThere() throws IOException {
        meanwhile = () -> {
            if (now.isAfter(Instant.parse("2026-11-23T01:32:00Z"))) {
                write("in/2026-11-22.done", "");
            }
        };

        run(job("wait-for: { files: ['in/{date}.done'] }"));

        assertThat(events).hasSize(2).last().isEqualTo("night");
        assertThat(events.get(0))
                .startsWith("waits until 2026-11-23T05:30:00Z for ")
                .endsWith("in/2026-11-22.done");
        assertThat(now).isEqualTo(Instant.parse("2026-11-23T01:33:00Z"));
    }

    /** That of another day is none. */
    @Test
    void isRefusedByNameWhenItsTimeIsOver() throws IOException {
        write("in/2026-11-21.done", "");
        JobFile job = job("wait-for: { files: ['in/{date}.done'], at-most: PT30M }");

        assertThatThrownBy(() -> run(job))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.category()).isEqualTo(ErrorCategory.INPUT))
                .hasMessageContaining("Cannot run nightly 2026-11-22: it waited for ")
                .hasMessageContaining("in/2026-11-22.done")
                .hasMessageContaining("--no-wait");
        assertThat(now).isEqualTo(Instant.parse("2026-11-23T02:00:00Z"));
        assertThat(events).hasSize(1);
    }

    @Test
    void waitsWhileAFileIsStillWritten() throws IOException {
        write("in/2026-11-22.csv", "a");
        Files.setLastModifiedTime(folder.resolve("in/2026-11-22.csv"), FileTime.from(now.minusSeconds(30)));

        run(job("wait-for: { files: ['in/{date}*.csv'], settled-for: PT5M }"));

        assertThat(now).isEqualTo(Instant.parse("2026-11-23T01:35:00Z"));
    }

    /** A transfer that broke off has the name of the file, and not its bytes. */
    @Test
    void waitsUntilEveryFileHasTheBytesTheSupplierLists() throws IOException {
        String whole = "one\ntwo\n";
        write("in/2026-11-22.sha256", sum(whole) + "  2026-11-22/a.csv\n" + sum("b") + " *2026-11-22/b.csv\n");
        write("in/2026-11-22/a.csv", "one\n");
        meanwhile = () -> {
            write("in/2026-11-22/b.csv", "b");
            if (now.isAfter(Instant.parse("2026-11-23T01:32:00Z"))) {
                write("in/2026-11-22/a.csv", whole);
            }
        };

        run(job("wait-for: { sums: 'in/{date}.sha256' }"));

        assertThat(events).hasSize(3);
        assertThat(events.get(0)).endsWith("in/2026-11-22/b.csv");
        assertThat(events.get(1)).endsWith("a.csv (its bytes are not those 2026-11-22.sha256 lists)");
    }

    /** It looks like the scheme of a store. */
    @Test
    void aNameWithAColonIsThatOfAFileBesideTheList() throws IOException {
        write("in/2026-11-22.sha256", sum("a") + "  d-2026-11-22T10:31:00Z.csv\n");
        write("in/d-2026-11-22T10:31:00Z.csv", "a");

        run(job("wait-for: { sums: 'in/{date}.sha256' }"));

        assertThat(events).containsExactly("night");
    }

    @Test
    void refusesAListThatNamesNoFilesBesideIt() throws IOException {
        JobFile job = job("wait-for: { sums: 'in/{date}.sha256' }");
        for (String text : List.of("", "no hash at all\n", sum("x") + "  ../job.yaml\n", sum("x") + "  /etc/hosts\n")) {
            write("in/2026-11-22.sha256", text);

            assertThatThrownBy(() -> run(job))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("in/2026-11-22.sha256")
                    .hasMessageContaining("sha256sum");
        }
    }

    @Test
    void waitsForAnotherJobToPublishTheDay() throws IOException {
        JobFile job = job("wait-for: { after: [other], at-most: PT10M }");
        meanwhile = () -> {
            try (ControlDatabase control = ControlDatabase.open(job.control())) {
                RunLedger runs = control.runs();
                runs.succeed(
                        runs.start("other", NIGHT, now),
                        RunAttempt.Status.PUBLISHED,
                        new RunAttempt.Published("2026-11-22-000000000000", "snapshot", 1, 1, 0),
                        now);
            }
        };

        run(job);

        assertThat(events).first().asString().endsWith("for job 'other'");
        assertThat(events).last().isEqualTo("night");
    }

    @Test
    void aJobFileThatWaitsForNothingOrForEverIsRefused() {
        assertThatThrownBy(() -> job("wait-for: { at-most: PT1H }"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("name what is waited for");
        assertThatThrownBy(() -> job("wait-for: { files: ['in/done'] }"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("add {date}");
        assertThatThrownBy(() -> job("wait-for: { files: ['in/{date}'], at-most: 4h, every: PT0S }"))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("it is no duration such as PT90M")
                .hasMessageContaining("wait-for.every must be more than nothing");
    }

    private static String sum(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JobFile job(String more) throws IOException {
        Path file = folder.resolve("job.yaml");
        Files.writeString(file, "job: nightly\npolicy: policy\nwarehouse: warehouse\n" + more + "\n");
        return JobFile.read(file);
    }

    private void run(JobFile job) {
        NightlyRun night = (same, date, options, progress) -> {
            events.add("night");
            return null;
        };
        new AwaitingNight(night, new TestingClock(() -> now), this::pass)
                .run(job, NIGHT, RunOptions.DEFAULTS, new Noting());
    }

    private void pass(Duration later) {
        now = now.plus(later);
        meanwhile.run();
    }

    /** Records the messages while the night waits. */
    private final class Noting implements Progress {
        @Override
        public void stepStarted(String step) {}

        @Override
        public void advanced(String step, long done, long total, String unit) {}

        @Override
        public void stepFinished(String step, List<Count> counts, Duration took) {}

        @Override
        public void message(String text) {
            events.add(text);
        }
    }
}
