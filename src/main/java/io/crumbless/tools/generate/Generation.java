package io.crumbless.tools.generate;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.kernel.policy.Policy;
import io.crumbless.process.Failure;
import io.crumbless.process.Failure.ErrorCategory;
import io.crumbless.process.Stopped;
import io.crumbless.process.Workers;
import io.crumbless.settings.policy.PolicyFolder;
import io.crumbless.tools.generate.GenerateSettings.Existing;
import io.crumbless.tools.generate.GenerateSettings.JobFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Generates the deliveries of a fictitious shop: memberships of cookies, links, valid and faulty statements, and a job
 * file that reads them.
 *
 * <p>Every row is computed from its number only, so that memory does not grow with the scale and the number of threads
 * does not affect the result.
 */
public final class Generation {
    static final String STOPPED =
            "Stopped while generating: files that were finished stay, and there is no job file yet; the same command with"
                    + " --replace makes everything again";

    private final GenerateSettings settings;
    private final Location folder;
    private final OutputPlan plan;

    private Generation(GenerateSettings settings, Policy policy) {
        this.settings = settings;
        this.folder = Location.of(settings.folder().toAbsolutePath().normalize());
        this.plan = new OutputPlan(settings, policy);
    }

    /** Receives progress, from several threads. */
    public interface Progress {
        /** Ignores progress. */
        Progress NONE = new Progress() {
            @Override
            public void begins(long rows) {}

            @Override
            public void wrote(long rows) {}
        };

        /** @param rows total number of rows of all files */
        void begins(long rows);

        /** @param rows written since the last call */
        void wrote(long rows);
    }

    /**
     * Writes everything.
     *
     * @param threads 1 or more
     * @throws io.crumbless.settings.yaml.ProblemsException if the policy cannot be used
     * @throws Failure for the caller if a file exists that must not be replaced
     * @throws io.crumbless.columnar.storage.StorageException if a file cannot be written
     * @throws Stopped if the thread is interrupted; finished files are kept, and there is no job file
     */
    public static GenerationReport run(GenerateSettings settings, int threads, Progress progress) {
        Generation generation = new Generation(settings, PolicyFolder.read(settings.policy()));
        generation.makeRoom();
        progress.begins(
                generation.plan.outputs().stream().mapToLong(Output::rows).sum());
        List<GenerationReport.File> files = generation.write(threads, progress);
        return new GenerationReport(files, generation.writeJobFile());
    }

    private void makeRoom() {
        Storage storage = Storage.of(folder);
        List<String> paths = new ArrayList<>();
        if (settings.jobFile() == JobFile.WRITE) {
            // The job file is deleted first and written last, so that it exists only if all files do.
            paths.add(JobFileText.NAME);
        }
        plan.outputs().forEach(output -> paths.add(output.path()));
        for (String path : paths) {
            Location file = folder.resolve(path);
            if (settings.existing() == Existing.REPLACE) {
                storage.deleteRecursively(file);
            } else if (storage.exists(file)) {
                throw new Failure(
                        ErrorCategory.CALLER,
                        "Cannot generate into " + folder + ": " + path
                                + " is there already; name an empty folder, or replace it with --replace");
            }
        }
    }

    private List<GenerationReport.File> write(int threads, Progress progress) {
        // When interrupted, each writer deletes its unfinished file.
        try (Workers workers = new Workers(Math.max(1, threads), "crumbless-generate", STOPPED)) {
            List<Future<GenerationReport.File>> pending = plan.outputs().stream()
                    .map(output -> workers.begin(() ->
                            new GenerationReport.File(output.path(), output.rows(), output.write(folder, progress))))
                    .toList();
            return pending.stream().map(workers::result).toList();
        }
    }

    private Path writeJobFile() {
        if (Thread.currentThread().isInterrupted()) {
            throw new Stopped(STOPPED);
        }
        if (settings.jobFile() == JobFile.NONE) {
            return settings.folder();
        }
        Location file = folder.resolve(JobFileText.NAME);
        String text = JobFileText.of(settings, plan.sources());
        Storage storage = Storage.of(file);
        storage.createFolders(folder);
        storage.replaceAtomically(file, text.getBytes(StandardCharsets.UTF_8));
        return settings.folder().resolve(JobFileText.NAME);
    }
}
