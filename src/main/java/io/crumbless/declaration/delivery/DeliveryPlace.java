package io.crumbless.declaration.delivery;

import io.crumbless.settings.YamlMapping;
import io.crumbless.storage.Location;
import java.nio.file.Path;
import java.util.Optional;

/** Where a source delivers. */
public sealed interface DeliveryPlace {
    /**
     * Files.
     *
     * @param path may hold <code>{date}</code> and wildcards, see {@link io.crumbless.storage.Storage#glob}
     */
    record Files(Location path, FileFormat format) implements DeliveryPlace {}

    /** A table, view or query, staged into a Parquet file before it is read, see {@link DatabaseDelivery}. */
    record Database(DatabaseSettings settings) implements DeliveryPlace {}

    /**
     * Reads {@code path} with its format, or {@code database}.
     *
     * @param jobFolder folder of the job file, absolute, from which relative paths go
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
        return new Files(
                Location.of(jobFolder).resolve(path.isEmpty() ? "." : path).normalized(), format);
    }
}
