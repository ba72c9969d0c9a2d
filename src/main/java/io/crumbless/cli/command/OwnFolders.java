package io.crumbless.cli.command;

import io.crumbless.night.job.JobFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folders with the program's own files or settings, into which no answer is written. */
final class OwnFolders {
    private final Path workingFolder;
    private final List<Own> folders = new ArrayList<>();
    private Optional<Path> job = Optional.empty();

    /** @param name to follow "it lies in" */
    private record Own(String name, Path folder) {}

    OwnFolders(Path workingFolder) {
        this.workingFolder = workingFolder;
    }

    void add(JobFile read) {
        read.warehouse().localPath().ifPresent(folder -> folders.add(new Own("the warehouse", folder)));
        folders.add(new Own("the control folder", read.control().folder()));
        folders.add(new Own("the folder of unfinished work", read.spill()));
        addPolicy(read.policy());
        job = Optional.of(read.file());
    }

    void addPolicy(Path folder) {
        folders.add(new Own("a policy folder", folder));
    }

    /** Describes the folder that contains a file, if any; links are followed. */
    Optional<String> of(Path file) {
        for (Path at = real(file.resolveSibling("")); at != null; at = at.getParent()) {
            for (Own own : folders) {
                if (same(at, own.folder())) {
                    return Optional.of(own.name());
                }
            }
        }
        return isBesideJob(file) ? Optional.of("the folder of the job file") : Optional.empty();
    }

    /**
     * Whether the file is next to the job file and must not be written. Answers may be written there only if it is the
     * working folder, and never in place of settings.
     */
    private boolean isBesideJob(Path file) {
        Optional<Path> folder = job.map(read -> read.resolveSibling(""));
        if (folder.isEmpty() || !same(real(file.resolveSibling("")), folder.get())) {
            return false;
        }
        return !same(workingFolder, folder.get()) || file.toString().matches(".*\\.ya?ml");
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }

    private static boolean same(Path folder, Path other) {
        try {
            return Files.exists(other) && Files.isSameFile(folder, other);
        } catch (IOException e) {
            return false;
        }
    }
}
