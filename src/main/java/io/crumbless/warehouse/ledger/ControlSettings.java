package io.crumbless.warehouse.ledger;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the program keeps its own state; {@code control} of a job file.
 *
 * @param folder local folder for the erasure key, the log and, unless {@code url} is given, the database
 * @param url JDBC address of a PostgreSQL database; empty for an H2 file in {@code folder}
 * @param user of the database at {@code url}
 * @param passwordFile its first line is the password; read when the database is opened, never stored
 */
public record ControlSettings(Path folder, Optional<String> url, Optional<String> user, Optional<Path> passwordFile) {
    /** An H2 file in the folder. */
    public static ControlSettings in(Path folder) {
        return new ControlSettings(folder, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
