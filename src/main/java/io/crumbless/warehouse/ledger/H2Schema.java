package io.crumbless.warehouse.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The schema of a new H2 file as one script, including the history that Flyway would have written: running the scripts
 * under {@code db/migration} one by one takes a sixth of the time of a small night. A test generates the script and
 * compares it with them.
 */
final class H2Schema {
    /** On the class path. If it is older than the newest script, Flyway runs the remaining ones. */
    static final String RESOURCE = "/db/h2-schema.sql";

    private H2Schema() {}

    /** @param empty a database whose user becomes the owner of the tables */
    static void create(DataSource empty) throws SQLException {
        try (Connection connection = empty.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script());
        }
    }

    static String script() {
        try (InputStream script =
                Objects.requireNonNull(H2Schema.class.getResourceAsStream(RESOURCE), "it is part of the program")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
