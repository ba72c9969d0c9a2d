package io.crumbless.night.spark;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;

/** A temporary folder in a local directory of Spark; deleted when it is closed. */
record TaskFolder(Path path) implements AutoCloseable {
    static TaskFolder create() throws IOException {
        Path below = Path.of(Utils.getLocalDir(SparkEnv.get().conf()));
        return new TaskFolder(Files.createTempDirectory(below, "crumbless-"));
    }

    @Override
    public void close() {
        // Deletion may be aborted by an interrupt, and personal data must not be left behind.
        boolean interrupted = Thread.interrupted();
        Location place = Location.of(path);
        Storage.of(place).deleteRecursively(place);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
