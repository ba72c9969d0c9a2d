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
 * A line in the control folder that describes what a run is doing, for {@code status} while the run uses the database.
 * It is only a hint: the lock shows whether a run is really in progress.
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

    /** The line of a run, if there is one. */
    public static Optional<String> read(JobFile job) {
        try {
            return Optional.of(Files.readString(job.control().folder().resolve(FILE))
                            .strip())
                    .filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Updates the line at every new step, and passes progress on. */
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
            // A run must not fail because of a hint; a real fault of the folder is reported elsewhere.
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
