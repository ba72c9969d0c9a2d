package io.crumbless.cli.command;

import io.crumbless.cli.terminal.EventLog;
import io.crumbless.cli.terminal.Logging;
import io.crumbless.cli.terminal.Terminal;
import io.crumbless.columnar.parquet.format.NativeLibrary;
import io.crumbless.columnar.storage.Location;
import io.crumbless.night.job.JobFile;
import io.crumbless.process.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The state that one invocation of the program shares among its commands. */
final class Invocation {
    private static final String DEFAULT_JOB = "jobs/nightly-profiles.yaml";

    private final Parts parts;
    private Terminal terminal;
    private final Clock clock;
    private final Path workingFolder;
    private final UnaryOperator<JobFile> placing;
    private final OwnFolders ownFolders;
    private @Nullable JobFile job;

    Invocation(Parts parts, Terminal terminal, Clock clock, Path workingFolder) {
        this(parts, terminal, clock, workingFolder, UnaryOperator.identity());
    }

    private Invocation(
            Parts parts, Terminal terminal, Clock clock, Path workingFolder, UnaryOperator<JobFile> placing) {
        this.parts = parts;
        this.terminal = terminal;
        this.clock = clock;
        this.workingFolder = workingFolder;
        this.placing = placing;
        this.ownFolders = new OwnFolders(workingFolder);
    }

    /** Another invocation, whose jobs work in other locations. */
    Invocation elsewhere(Terminal there, UnaryOperator<JobFile> places) {
        return new Invocation(parts, there, clock, workingFolder, places);
    }

    Parts parts() {
        return parts;
    }

    Terminal terminal() {
        return terminal;
    }

    /** Writes messages as a machine-readable log from now on. */
    void logAs(EventLog log) {
        terminal = terminal.logging(log);
    }

    Clock clock() {
        return clock;
    }

    /** Resolves a path given by the user against the working folder. */
    Path resolve(Path path) {
        return workingFolder.resolve(path).normalize();
    }

    /** Resolves a location or a path with wildcards given by the user against the working folder. */
    Location location(String path) {
        return Location.of(workingFolder).resolveGlob(path);
    }

    /** A location for display: relative to the working folder if it is inside. */
    String shown(String place) {
        String below = workingFolder + "/";
        return place.startsWith(below) ? place.substring(below.length()) : place;
    }

    /**
     * Reads the job file the user named.
     *
     * @throws Failure caller if there is no such file
     */
    JobFile job(Path file) {
        Path path = resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new Failure(
                    Failure.ErrorCategory.CALLER,
                    "Cannot read job file " + shown(path.toString()) + ": " + MissingFile.why(path));
        }
        Logging.begin();
        JobFile read = placing.apply(JobFile.read(path));
        job = read;
        ownFolders.add(read);
        read.applyPermissions();
        NativeLibrary.keepIn(read.control().folder().resolve("native"));
        return read;
    }

    /** Like {@link #job(Path)}; without a name, the usual job file below the working folder. */
    JobFile jobOrUsual(@Nullable Path file) {
        if (file != null) {
            return job(file);
        }
        if (!Files.isRegularFile(resolve(Path.of(DEFAULT_JOB)))) {
            throw new Failure(
                    Failure.ErrorCategory.CALLER,
                    "Missing job file: there is no " + DEFAULT_JOB + " here; name the job file");
        }
        return job(Path.of(DEFAULT_JOB));
    }

    /** The policy of the usual job file below the working folder. */
    Path usualPolicy() {
        if (!Files.isRegularFile(resolve(Path.of(DEFAULT_JOB)))) {
            throw new Failure(
                    Failure.ErrorCategory.CALLER,
                    "Missing policy: there is no " + DEFAULT_JOB + " here; name it with --policy");
        }
        return job(Path.of(DEFAULT_JOB)).policy();
    }

    /** The folders into which no answer is written. */
    OwnFolders ownFolders() {
        return ownFolders;
    }

    /** The job file that was read, if one was. */
    Optional<JobFile> currentJob() {
        return Optional.ofNullable(job);
    }
}
