package io.crumbless.night.delivery;

import io.crumbless.columnar.storage.Location;
import io.crumbless.settings.yaml.YamlMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The location of a source's deliveries. */
public sealed interface DeliveryPlace {
    /**
     * Files.
     *
     * @param path may hold <code>{date}</code> and wildcards, see {@link io.crumbless.columnar.storage.Storage#glob}
     * @param mayBeMissing whether it is accepted that files no longer exist
     */
    record Files(Location path, FileFormat format, boolean mayBeMissing) implements DeliveryPlace {
        /** Files that must exist once they were delivered. */
        public Files(Location path, FileFormat format) {
            this(path, format, false);
        }
    }

    /** A table, view or query, staged into a Parquet file before it is read, see {@link DatabaseDelivery}. */
    record Database(DatabaseSettings settings) implements DeliveryPlace {}

    /**
     * Reads {@code path} with its format and {@code may-be-missing}, or {@code database}.
     *
     * @param jobFolder folder of the job file, absolute, against which relative paths are resolved
     */
    static DeliveryPlace read(YamlMapping source, Path jobFolder) {
        Optional<DatabaseSettings> database =
                source.optionalMapping("database").map(mapping -> DatabaseSettings.read(mapping, jobFolder));
        if (source.has("path") == source.has("database")) {
            source.problem(
                    source.has("path") ? "path" : "name",
                    "Invalid source: either 'path' or 'database' is needed, and not both");
        }
        if (database.isPresent()) {
            return new Database(database.get());
        }
        String path = source.optionalString("path").orElse("");
        FileFormat format = FileFormat.read(source, path);
        boolean mayBeMissing = source.optionalFlag("may-be-missing").orElse(false);
        return new Files(Location.of(jobFolder).resolveGlob(path.isEmpty() ? "." : path), format, mayBeMissing);
    }
}
