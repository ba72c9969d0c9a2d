package io.crumbless.night.job;

import io.crumbless.columnar.storage.Location;
import io.crumbless.columnar.storage.Storage;
import io.crumbless.night.delivery.DayPath;
import io.crumbless.night.delivery.DeliveryPlace;
import io.crumbless.night.delivery.RequestSource;
import io.crumbless.settings.yaml.YamlMapping;
import java.util.function.Consumer;

/**
 * Checks that the file systems of this installation support the paths of a job file. Whether files exist is checked by
 * the night.
 */
final class DeliveryPaths {
    private final YamlMapping job;

    DeliveryPaths(YamlMapping job) {
        this.job = job;
    }

    void requireServed(String key, Location place) {
        requireUsable(key, Storage::requireServed, place);
    }

    void requireGlob(RequestSource source) {
        if (source.form() instanceof RequestSource.Form.Rows rows) {
            requireGlob("requests", rows.place());
        } else if (source.form() instanceof RequestSource.Form.OpenDsrFiles files) {
            requireGlob("requests", files.path());
        }
    }

    void requireGlob(String key, DeliveryPlace place) {
        if (place instanceof DeliveryPlace.Files files) {
            requireGlob(key, files.path());
        }
    }

    void requireGlob(String key, Location path) {
        requireUsable(key, Storage::requireServed, path);
        requireUsable(key, Storage::requireGlob, new DayPath(path).anyDay());
    }

    private void requireUsable(String key, Consumer<Location> check, Location place) {
        try {
            check.accept(place);
        } catch (IllegalArgumentException e) {
            job.problem(key, "Invalid path " + place.readable() + " in " + key + ": " + e.getMessage());
        }
    }
}
