package io.crumbless.cli.terminal;

import io.crumbless.columnar.storage.FileModes;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.run.Count;
import io.crumbless.night.run.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * One line in the control folder that says what a run is doing, for {@code status} while the run holds the database. It is
 * a courtesy: only the lock shows whether a run is really going on.
 */
public final class RunningNote implements AutoCloseable {
    private static final String FILE = "running.txt";

    private final Path file;
    private final String begin;

    private RunningNote(Path file, String begin) {
        this.file = file;
        this.begin = begin;
    }

    public static RunningNote write(JobFile job, LocalDate businessDate, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RunningNote note = new RunningNote(
                job.control().folder().resolve(FILE),
                job.name() + " " + businessDate + ", process "
                        + ProcessHandle.current().pid() + ", since " + now);
        note.say("opening");
        return note;
    }

    /** The line a run has left, if one has. */
    public static Optional<String> read(JobFile job) {
        try {
            return Optional.of(Files.readString(job.control().folder().resolve(FILE))
                            .strip())
                    .filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Hears every new step on its way to where progress is shown. */
    public Progress reporting(Progress shown) {
        return new Progress() {
            @Override
            public void identified(String runId) {
                shown.identified(runId);
            }

            @Override
            public void stepStarted(String step) {
                say(step);
                shown.stepStarted(step);
            }

            @Override
            public void advanced(String step, long done, long total, String unit) {
                shown.advanced(step, done, total, unit);
            }

            @Override
            public void stepFinished(String step, List<Count> counts, Duration took) {
                shown.stepFinished(step, counts, took);
            }

            @Override
            public void message(String text) {
                shown.message(text);
            }
        };
    }

    private void say(String step) {
        try {
            Path aside = file.resolveSibling(FILE + ".new");
            FileModes.PRIVATE.createFolders(file.resolveSibling(""));
            FileModes.PRIVATE.write(aside, (begin + ": " + step + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // A run does not fail for want of a courtesy; what is really wrong with the folder shows at once elsewhere.
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // As above.
        }
    }
}
