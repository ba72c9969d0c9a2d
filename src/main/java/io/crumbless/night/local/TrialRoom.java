package io.crumbless.night.local;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.job.JobFile;
import io.crumbless.night.plan.Engine;
import io.crumbless.night.plan.EngineFactory;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The folder for what an engine needs during a trial; always deleted on closing.
 *
 * @param engine that compares
 */
record TrialRoom(Engine engine, Location location) implements AutoCloseable {
    static TrialRoom of(EngineFactory engines, JobFile job, Path folder) {
        Engine engine = engines.of(folder, OptionalLong.empty());
        return new TrialRoom(engine, engine.room(job, folder));
    }

    Location intake() {
        return location.resolve("intake");
    }

    @Override
    public void close() {
        // Deletion may be aborted by an interrupt, and personal data must not be left behind.
        boolean interrupted = Thread.interrupted();
        Storage.of(location).deleteRecursively(location);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
