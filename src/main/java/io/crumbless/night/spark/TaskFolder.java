package io.crumbless.night.spark;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.Utils;

/** A folder on the disk that Spark gives to its processes; it goes with what it was made for. */
record TaskFolder(Path path) implements AutoCloseable {
    static TaskFolder create() throws IOException {
        Path below = Path.of(Utils.getLocalDir(SparkEnv.get().conf()));
        return new TaskFolder(Files.createTempDirectory(below, "crumbless-"));
    }

    @Override
    public void close() {
        // What deletes files may heed an interrupt; nothing of people is left behind for that.
        boolean interrupted = Thread.interrupted();
        Location place = Location.of(path);
        Storage.of(place).deleteRecursively(place);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
